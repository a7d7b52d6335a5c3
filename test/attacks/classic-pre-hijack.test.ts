// The attacker registers first and the victim later: her account must not be opened by his password.
// (Sudhodanan and Paverd, "Pre-hijacked accounts", USENIX Security 2022.)

import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { count, OTHER_PASSWORD, whoIs } from "./tools.ts";

const VICTIM = "victim@example.com";

/** He registers, then she does, and confirms her own registration. */
async function victimConfirms() {
  const app = await testPostern();
  const attacker = await app.register(VICTIM, OTHER_PASSWORD);
  app.clock.forward("2 minutes");
  const victim = await app.confirmed(VICTIM, PASSWORD);
  return { app, attacker, victim };
}

test("when the victim confirms her own registration, the attacker's is gone", async () => {
  const { app, attacker, victim } = await victimConfirms();
  await using _app = app;
  expect(await whoIs(victim)).toBe(VICTIM);
  expect(await whoIs(attacker.browser)).toBeNull();
  expect(count(app, "users")).toBe(1);
  expect(count(app, "sessions")).toBe(1);
});

test("the attacker's password never opens the victim's account", async () => {
  const { app } = await victimConfirms();
  await using _app = app;
  const login = { email: VICTIM, password: OTHER_PASSWORD };
  expect((await app.browser().submit("/login", login)).status).toBe(401);
  expect((await app.browser().submit("/login", { ...login, password: PASSWORD })).status).toBe(200);
});

test("the attacker's link and code are dead, also for whoever reads the mailbox", async () => {
  const { app, attacker } = await victimConfirms();
  await using _app = app;
  const reader = app.browser();
  expect((await reader.open(attacker.link)).heading).toBe("This address already has an account");
  expect((await reader.submit("/confirm", { newPassword: "yet another password" })).status).toBe(
    409,
  );
  const { status } = await attacker.browser.json("POST", "/unconfirmed/code", {
    code: attacker.code,
  });
  expect(status).toBe(401);
});

test("the attacker's form, pressed once more, opens the victim's account by no password", async () => {
  await using app = await testPostern();
  const attacker = app.browser();
  const fields = { email: VICTIM, password: OTHER_PASSWORD, form_id: "AAAAAAAAAAAAAAAAAAAAAA" };
  await attacker.submit("/register", fields);
  const { links } = await app.mailTo(VICTIM);
  const victim = app.browser();
  await victim.open(links[0]!);
  await victim.submit("/confirm", { newPassword: PASSWORD });
  await attacker.submit("/register", fields);
  expect((await attacker.json("GET", "/profile")).status).toBe(403);
  await app
    .browser({ client: "203.0.113.9" })
    .submit("/register", { ...fields, password: PASSWORD });
  expect(count(app, "sessions", "user_id = (SELECT user_id FROM addresses)")).toBe(1);
});

test("a reset by the victim voids the registration that the attacker made with her address", async () => {
  await using app = await testPostern();
  const attacker = await app.register(VICTIM, OTHER_PASSWORD);
  app.clock.forward("2 minutes");
  const victim = app.browser();
  await victim.submit("/forgot", { email: VICTIM });
  const { links } = await app.mailTo(VICTIM);
  await victim.open(links[0]!);
  await victim.submit("/reset", { password: PASSWORD });
  expect(await whoIs(attacker.browser)).toBeNull();
  expect((await attacker.browser.open(attacker.link)).status).toBe(200);
  const login = { email: VICTIM, password: OTHER_PASSWORD };
  expect((await attacker.browser.submit("/login", login)).status).toBe(401);
  expect((await victim.submit("/login", { ...login, password: PASSWORD })).path).toBe("/");
});
