// A stranger also registers an address after its reader did, and then cancels, or asks for a reset: the
// reader's own reset must not be lost with it.

import { describe, expect, test } from "vitest";
import type { HandOver } from "../../src/ports/mailer.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import {
  count,
  countingHasher,
  GREYLISTED,
  OTHER_PASSWORD,
  siteWithMailServer,
  whoIs,
} from "./tools.ts";

const EMAIL = "ada@example.com";
const NEW_PASSWORD = "yet another long sentence";

/** Ada waits, a stranger registers her address as well, and she asks for a reset. */
async function asked() {
  const app = await testPostern({ passwordHasher: countingHasher() });
  const ada = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  const stranger = app.browser();
  await stranger.submit("/register", { email: EMAIL, password: OTHER_PASSWORD });
  await app.mails();
  app.clock.forward("2 minutes");
  const reader = app.browser();
  await reader.submit("/forgot", { email: EMAIL });
  const mail = await app.mailTo(EMAIL);
  expect(mail.kind).toBe("reset");
  return { app, ada, stranger, reader, reset: mail.links[0]! };
}

describe("a reset link belongs to the mailbox, not to the newest registration", () => {
  test("so it works when the stranger has cancelled", async () => {
    const { app, stranger, reader, reset } = await asked();
    await using _app = app;
    await stranger.submit("/unconfirmed/cancel");
    expect((await reader.open(reset)).heading).toBe("Choose a new password");
    expect((await reader.submit("/reset", { password: NEW_PASSWORD })).path).toBe("/login");
    await reader.submit("/login", { email: EMAIL, password: NEW_PASSWORD });
    expect(await whoIs(reader)).toBe(EMAIL);
    expect(count(app, "users")).toBe(1);
  });

  test("and when the stranger went to another address, or was purged", async () => {
    const { app, stranger, reader, reset } = await asked();
    await using _app = app;
    await stranger.submit("/unconfirmed/email", { email: "mallory@example.net" });
    await reader.open(reset);
    await reader.submit("/reset", { password: NEW_PASSWORD });
    expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "reset" });
    expect(app.user("mallory@example.net")).toMatchObject({ confirmedOn: null });
  });

  test("and dies when somebody becomes the owner of the address", async () => {
    const { app, ada, reader, reset } = await asked();
    await using _app = app;
    await ada.browser.open(ada.link);
    await ada.browser.submit("/confirm");
    expect((await reader.open(reset)).status).toBe(409);
    expect((await reader.submit("/reset", { password: NEW_PASSWORD })).status).toBe(409);
    expect(await whoIs(ada.browser)).toBe(EMAIL);
  });
});

describe("a stranger's reset does not end the owner's link", () => {
  /** Ada has a reset link, and a stranger asks for another one, which her mail server answers in this way. */
  async function askedTwice(answer: HandOver) {
    const { app, server, newest } = await siteWithMailServer();
    const ada = app.browser();
    await ada.submit("/register", { email: EMAIL, password: PASSWORD });
    await ada.open((await newest()).links[0]!);
    await ada.submit("/confirm");
    await app.browser().submit("/forgot", { email: EMAIL });
    const reset = (await newest()).links[0]!;
    app.clock.forward("2 minutes");
    server.answer = answer;
    await app.browser().submit("/forgot", { email: EMAIL });
    await app.mails();
    return { app, server, newest, ada, reset };
  }

  test.each<[string, HandOver]>([
    ["greylisted", GREYLISTED],
    ["refused", { ok: false, fault: "address", answer: "550 5.1.1 no such user" }],
    ["late", { ok: false, fault: "passing", affectsAll: true, answer: "421 down" }],
  ])("where that is %s, hers works", async (_, answer) => {
    const { app, ada, reset } = await askedTwice(answer);
    await using _app = app;
    expect((await ada.open(reset)).heading).toBe("Choose a new password");
    expect((await ada.submit("/reset", { password: NEW_PASSWORD })).path).toBe("/login");
  });

  test("where it is sent after all, both work, and the first use ends the other", async () => {
    const { app, server, newest, ada, reset } = await askedTwice(GREYLISTED);
    await using _app = app;
    server.answer = undefined;
    app.clock.forward("10 minutes");
    const newer = (await newest()).links[0]!;
    expect(newer).not.toBe(reset);
    expect((await app.browser().open(newer)).heading).toBe("Choose a new password");
    await ada.open(reset);
    expect((await ada.submit("/reset", { password: NEW_PASSWORD })).path).toBe("/login");
    expect((await app.browser().open(newer)).status).toBe(410);
  });
});
