// An unconfirmed user has one address and nothing else: nothing of his can outlive the victim's proof.

import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { count, OTHER_PASSWORD } from "./tools.ts";

const VICTIM = "victim@example.com";
const ATTACKER = "attacker@example.com";

test("a link mailed to the old address of a registration cannot confirm the new one", async () => {
  await using app = await testPostern();
  const attacker = await app.register(ATTACKER);
  await attacker.browser.submit("/unconfirmed/email", { email: VICTIM });
  expect((await attacker.browser.open(attacker.link)).heading).toBe("This link was replaced");
  expect((await attacker.browser.submit("/confirm")).status).toBe(410);
  await attacker.browser.submit("/unconfirmed/code", { code: attacker.code });
  expect(app.user(VICTIM)).toMatchObject({ confirmedOn: null });
  expect(count(app, "addresses")).toBe(0);
});

test("a code mailed to the old address is worth nothing for the new one", async () => {
  await using app = await testPostern();
  const attacker = await app.register(ATTACKER);
  await attacker.browser.submit("/unconfirmed/email", { email: VICTIM });
  await app.mailTo(VICTIM);
  const { body } = await attacker.browser.json("POST", "/unconfirmed/code", {
    code: attacker.code,
  });
  expect(body["reason"]).toBe("wrong-code");
});

test("back and forth between two addresses revives no older link", async () => {
  await using app = await testPostern();
  const attacker = await app.register(ATTACKER);
  await attacker.browser.submit("/unconfirmed/email", { email: VICTIM });
  app.clock.forward("2 minutes");
  await attacker.browser.submit("/unconfirmed/email", { email: ATTACKER });
  expect((await attacker.browser.open(attacker.link)).status).toBe(410);
  const toVictim = (await app.mails()).find((mail) => mail.to === VICTIM);
  expect(toVictim).toBeUndefined();
});

test("a link whose mail is on its way while the address changes confirms neither address", async () => {
  await using app = await testPostern();
  const attacker = app.browser();
  await attacker.submit("/register", { email: VICTIM, password: OTHER_PASSWORD });
  const { links } = await app.mailTo(VICTIM);
  await attacker.submit("/unconfirmed/email", { email: ATTACKER });
  const victim = app.browser();
  await victim.open(links[0]!);
  expect((await victim.submit("/confirm", { newPassword: PASSWORD })).status).toBe(410);
  expect(count(app, "addresses")).toBe(0);
});

test("of a registration that was taken over, nothing the attacker chose is left but the address", async () => {
  await using app = await testPostern();
  const attacker = app.browser();
  await attacker.submit("/register", { email: VICTIM, password: OTHER_PASSWORD, next: "/profile" });
  const { links } = await app.mailTo(VICTIM);
  const passwords = () => app.database.prepare("SELECT secret FROM credentials").all();
  const before = passwords();
  const victim = app.browser();
  await victim.open(links[0]!);
  await victim.submit("/confirm", { newPassword: PASSWORD });
  const user = app.database.prepare("SELECT next_path FROM users").get();
  expect(passwords()).toHaveLength(1);
  expect(passwords()).not.toEqual(before);
  expect(user?.["next_path"]).toBeNull();
  expect(count(app, "links", "ended_on IS NULL")).toBe(0);
  expect(count(app, "mails", "ended_on IS NULL")).toBe(0);
  expect(count(app, "sessions")).toBe(1);
});

test("nor of one that became the victim's by a reset", async () => {
  await using app = await testPostern();
  const attacker = app.browser();
  const form_id = "AAAAAAAAAAAAAAAAAAAAAA";
  const fields = { email: VICTIM, password: OTHER_PASSWORD, next: "/trap", form_id };
  await attacker.submit("/register", fields);
  await app.mails();
  app.clock.forward("2 minutes");
  const victim = app.browser();
  await victim.submit("/forgot", { email: VICTIM });
  await victim.open((await app.mailTo(VICTIM)).links[0]!);
  await victim.submit("/reset", { password: PASSWORD });
  expect(app.user(VICTIM)).toMatchObject({ confirmedVia: "reset" });
  await victim.submit("/login", { email: VICTIM, password: PASSWORD });
  for (const path of ["/", "/unconfirmed", "/login"]) {
    expect((await victim.open(path)).text).not.toContain("trap");
  }
  expect(app.database.prepare("SELECT next_path FROM users").get()?.["next_path"]).toBeNull();
});
