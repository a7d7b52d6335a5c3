// Several nodes on one PostgreSQL log in to one mail server: one of them renews the access token for all.

import { expect, test } from "vitest";
import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import { storedTokens } from "../../src/adapters/stored-tokens.ts";
import { openDriver, openStore } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { movableClock } from "../../src/testing/clock.ts";
import { CLIENT, FIRST_REFRESH, tokenMailServer, tokenServer } from "../mails/token-server.ts";
import { sharedPostgres } from "./server.ts";

const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";

test("two nodes that need a token at once get one, and renew it once", async () => {
  const database = await (await sharedPostgres()).database();
  const clock = movableClock();
  await using tokens = await tokenServer();
  await using server = await tokenMailServer(tokens);
  const drivers = [1, 2].map(() => openDriver({ database, dataFolder: undefined }));
  const nodes = await Promise.all(
    drivers.map(async (opening) => {
      const driver = await opening;
      await migrate(driver, 0);
      return smtpMailer({
        host: "127.0.0.1",
        port: server.port,
        secure: false,
        user: "accounts@example.com",
        from: "Acme <accounts@example.com>",
        messagesPerConnection: 1,
        oauth: {
          provider: tokens.url,
          ...CLIENT,
          refreshToken: FIRST_REFRESH,
          tokens: storedTokens(openStore(driver), SECRET),
          clock,
        },
      });
    }),
  );
  let number = 0;
  const sendAll = async () => {
    const sent = await Promise.all(
      [...nodes, ...nodes, ...nodes].map((node) =>
        node.send({
          to: "ada@example.com",
          subject: "Hello",
          text: "Hello",
          html: "<p>Hello</p>",
          messageId: `<${(number += 1)}@postern.example>`,
          date: 0,
          about: { id: "1", kind: "confirm", links: [] },
        }),
      ),
    );
    return sent.map(({ ok, answer }) => (ok ? "sent" : answer));
  };
  const allSent = Array.from({ length: 6 }, () => "sent");
  expect(await sendAll()).toEqual(allSent);
  expect(tokens.asked).toHaveLength(1);
  clock.forward("50 minutes");
  expect(await sendAll()).toEqual(allSent);
  expect(tokens.asked.map((form) => form["refresh_token"])).toEqual([FIRST_REFRESH, "rt-2.4fTz"]);
  // What one node learns is refused, the other need not find out for itself.
  tokens.revoke(tokens.given[1]);
  clock.forward("2 minutes");
  expect(await sendAll()).toEqual(allSent);
  expect(tokens.asked).toHaveLength(3);
  for (const node of nodes) await node.close?.();
  for (const opening of drivers) await (await opening).close();
});
