// Two real mail servers, of which the second takes over.

import { expect, test } from "vitest";
import { mailerList } from "../../src/adapters/mailer-list.ts";
import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import { movableClock } from "../../src/testing/clock.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { mailServer } from "./mail-server.ts";
import { oddServer } from "./odd-server.ts";

const EMAIL = "ada@example.com";

/** A Postern that prefers the first of two mail servers, with a mail that is due. */
async function sendingTo(ports: readonly number[]) {
  const from = "Postern <accounts@postern.example>";
  const mailers = ports.map((port) => smtpMailer({ host: "127.0.0.1", port, secure: false, from }));
  const clock = movableClock();
  const mailer = mailerList(mailers, { clock });
  const app = await testPostern({ mailer });
  await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  return {
    app,
    wait(length: string): void {
      for (const each of [clock, app.clock]) each.forward(length);
    },
    row: () => app.database.prepare("SELECT state, answer, mailer FROM mails").get(),
    async [Symbol.asyncDispose]() {
      await mailer.close?.();
      await app[Symbol.asyncDispose]();
    },
  };
}

test("a mail goes by the second server at once if the first is down, and says by which it went", async () => {
  const first = await mailServer();
  await using second = await mailServer();
  await first[Symbol.asyncDispose]();
  await using site = await sendingTo([first.port, second.port]);
  await site.app.mails();
  expect(second.deliveries).toMatchObject([{ to: [EMAIL] }]);
  const answer = expect.stringMatching(`^127\\.0\\.0\\.1:${second.port}: 250`) as string;
  expect(site.row()).toEqual({ state: "sent", answer, mailer: null });
});

test("a mail that the first server may have is never given to the second, not by another process either", async () => {
  await using first = await oddServer();
  await using second = await mailServer();
  await using site = await sendingTo([first.port, second.port]);
  const name = `127.0.0.1:${first.port}`;
  first.cutAt("dot");
  await site.app.mails();
  expect(site.row()).toMatchObject({ state: "retry", mailer: name });
  for (const cut of ["EHLO", "RCPT", undefined] as const) {
    first.cutAt(cut);
    site.wait("30 minutes");
    await site.app.mails();
  }
  expect(site.row()).toMatchObject({ state: "sent", mailer: name });
  expect(second.deliveries).toEqual([]);
  expect(first.mails).toHaveLength(2);
});
