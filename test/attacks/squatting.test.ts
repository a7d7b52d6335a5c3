// Registering an address reserves nothing: whoever proves the mailbox gets it, at any time, at once.

import { expect, test } from "vitest";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { count, OTHER_PASSWORD, whoIs } from "./tools.ts";

const VICTIM = "victim@example.com";

test("any number of squatters keep nobody from registering and confirming", async () => {
  await using app = await testPostern();
  for (let squatter = 0; squatter < 6; squatter += 1) {
    await app.browser().submit("/register", { email: VICTIM, password: OTHER_PASSWORD });
    await app.mails();
    app.clock.forward("1 minute");
  }
  app.clock.forward("25 hours");
  const victim = await app.confirmed(VICTIM);
  expect(await whoIs(victim)).toBe(VICTIM);
  expect(count(app, "users", "email = 'victim@example.com'")).toBe(1);
});

test("a squatter who used up the mailbox's mails gave the victim the links to get in", async () => {
  await using app = await testPostern();
  const squatter = await app.register(VICTIM, OTHER_PASSWORD);
  for (let again = 0; again < 12; again += 1) {
    app.clock.forward("2 minutes");
    await app.browser().submit("/register", { email: VICTIM, password: OTHER_PASSWORD });
  }
  const victim = app.browser();
  await victim.submit("/register", { email: VICTIM, password: "her own long password" });
  const newest = await app.mailTo(VICTIM);
  await victim.open(newest.links[0]!);
  await victim.submit("/confirm", { newPassword: "her own long password" });
  const phone = app.browser();
  await phone.submit("/login", { email: VICTIM, password: "her own long password" });
  expect(await whoIs(phone)).toBe(VICTIM);
  expect(await whoIs(squatter.browser)).toBeNull();
});

test("a squatter who keeps his registration warm loses it after seven days all the same", async () => {
  await using app = await testPostern();
  const squatter = await app.register(VICTIM, OTHER_PASSWORD);
  for (let day = 0; day < 8; day += 1) {
    app.clock.forward("1 day");
    await squatter.browser.open("/unconfirmed");
    await squatter.browser.submit("/resend");
  }
  const { store, clock, settings } = app.postern.context;
  const registeredBefore = clock.now() - settings.registration.lifetime;
  await store.purgeRegistrations({ registeredBefore, now: clock.now() });
  expect(count(app, "users")).toBe(0);
  expect(await whoIs(squatter.browser)).toBeNull();
});

const OWN = "her own long password";

/** She registers and waits; then strangers register her address as well, each with his own password. */
async function waitingWith(app: TestPostern, strangers: number): Promise<void> {
  await app.browser().submit("/register", { email: VICTIM, password: OWN });
  for (let stranger = 1; stranger <= strangers; stranger += 1) {
    app.clock.forward("2 minutes");
    const password = `${OTHER_PASSWORD} ${stranger}`;
    await app.browser().submit("/register", { email: VICTIM, password });
  }
}

test.each([0, 1, 2])(
  "%d strangers who register her address later keep nobody who waits from logging in",
  async (strangers) => {
    await using app = await testPostern();
    await waitingWith(app, strangers);
    const phone = app.browser();
    await phone.submit("/login", { email: VICTIM, password: OWN });
    expect(await whoIs(phone)).toBe(VICTIM);
  },
);

test("three of them do, and then the reset helps, whoever registered last", async () => {
  await using app = await testPostern();
  await waitingWith(app, 3);
  const phone = app.browser();
  await phone.submit("/login", { email: VICTIM, password: OWN });
  expect(await whoIs(phone)).toBeNull();
  app.clock.forward("1 hour");
  await phone.submit("/forgot", { email: VICTIM });
  const reset = (await app.mails()).find(({ kind }) => kind === "reset")!;
  await phone.open(reset.links[0]!);
  await phone.submit("/reset", { password: OWN });
  await phone.submit("/login", { email: VICTIM, password: OWN });
  expect(await whoIs(phone)).toBe(VICTIM);
  expect(count(app, "users", "email = 'victim@example.com'")).toBe(1);
});

test("a confirmed owner logs in whatever strangers register later", async () => {
  await using app = await testPostern();
  await app.confirmed(VICTIM, OWN);
  for (let stranger = 0; stranger < 5; stranger += 1) {
    await app.browser().submit("/register", { email: VICTIM, password: OTHER_PASSWORD });
  }
  const phone = app.browser();
  await phone.submit("/login", { email: VICTIM, password: OWN });
  expect(await whoIs(phone)).toBe(VICTIM);
});
