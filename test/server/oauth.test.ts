// A server that logs in to its mail server with a refresh token which each use replaces.

import { expect, test } from "vitest";
import { CLIENT, FIRST_REFRESH, tokenMailServer, tokenServer } from "../mails/token-server.ts";
import { aFolder, register, startServerProcess } from "./process.ts";

test("a server that is killed between getting tokens and using them goes on with the newest", async () => {
  await using tokens = await tokenServer({ life: 1 });
  const folder = aFolder();
  let loggingIn = (): void => undefined;
  await using mails = await tokenMailServer(tokens, {}, () => loggingIn());
  const environment = {
    SMTP_URL: `smtp://accounts%40example.com@127.0.0.1:${mails.port}`,
    POSTERN_MAIL_FROM: "Acme <accounts@example.com>",
    POSTERN_SMTP_OAUTH: tokens.url,
    POSTERN_SMTP_OAUTH_CLIENT_ID: CLIENT.clientId,
    POSTERN_SMTP_OAUTH_CLIENT_SECRET: CLIENT.clientSecret,
    POSTERN_SMTP_OAUTH_REFRESH_TOKEN: FIRST_REFRESH,
  };
  const first = await startServerProcess(folder, { environment });
  loggingIn = () => first.kill("SIGKILL");
  await register(first.url, "ada@example.com");
  expect(await first.end).toBe("SIGKILL");
  expect(mails.deliveries).toEqual([]);
  // The access token that was never used is over: only the refresh token that came with it gets another.
  const used = new Promise<void>((resolve) => (loggingIn = resolve));
  const second = await startServerProcess(folder, { environment });
  await register(second.url, "bob@example.com");
  await used;
  second.kill("SIGTERM");
  expect(await second.end).toBe(0);
  expect(second.log() + first.log()).not.toMatch(/4fTz|9kLm|Vj8w/);
  const sent = tokens.asked.map((form) => form["refresh_token"]);
  expect(sent.slice(0, 2)).toEqual([FIRST_REFRESH, "rt-2.4fTz"]);
  // Bob's mail, and Ada's too if it took so long that her mail's claim was over.
  expect(mails.deliveries.length).toBeGreaterThan(0);
});
