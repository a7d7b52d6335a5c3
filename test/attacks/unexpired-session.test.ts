// A session from before a change of credentials must be dead at the very next request.

import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { disable, OTHER_PASSWORD, whoIs } from "./tools.ts";

const VICTIM = "victim@example.com";

test("a take-over ends every session of the attacker, on every device of his", async () => {
  await using app = await testPostern();
  const attacker = await app.register(VICTIM);
  const laptop = app.browser();
  await laptop.submit("/login", { email: VICTIM, password: PASSWORD });
  expect(await whoIs(laptop)).toBe(VICTIM);
  const victim = app.browser();
  await victim.open(attacker.link);
  await victim.submit("/confirm", { newPassword: OTHER_PASSWORD });
  expect(await whoIs(attacker.browser)).toBeNull();
  expect(await whoIs(laptop)).toBeNull();
  expect((await laptop.json("GET", "/profile")).status).toBe(401);
});

test("a reset ends every session, the resetting browser's own included", async () => {
  await using app = await testPostern();
  const thief = await app.confirmed(VICTIM);
  app.clock.forward("2 minutes");
  await thief.submit("/forgot", { email: VICTIM });
  const { links } = await app.mailTo(VICTIM);
  const victim = app.browser();
  await victim.submit("/login", { email: VICTIM, password: PASSWORD });
  await victim.open(links[0]!);
  await victim.submit("/reset", { password: OTHER_PASSWORD });
  expect([await whoIs(thief), await whoIs(victim)]).toEqual([null, null]);
});

test("a change of the password ends all sessions but the acting one, which gets a new id", async () => {
  await using app = await testPostern();
  const victim = await app.confirmed(VICTIM);
  const thief = app.browser();
  for (const [name, value] of victim.jar) thief.jar.set(name, value);
  const elsewhere = app.browser();
  await elsewhere.submit("/login", { email: VICTIM, password: PASSWORD });
  await victim.submit("/profile/password", { currentPassword: PASSWORD, password: OTHER_PASSWORD });
  expect(await whoIs(victim)).toBe(VICTIM);
  expect([await whoIs(thief), await whoIs(elsewhere)]).toEqual([null, null]);
});

test("a login that was verified before a reset begins no session after it", async () => {
  await using app = await testPostern();
  await app.confirmed(VICTIM);
  app.clock.forward("2 minutes");
  await app.browser().submit("/forgot", { email: VICTIM });
  const { links } = await app.mailTo(VICTIM);
  const { store } = app.postern.context;
  const { logIn } = store;
  const victim = app.browser();
  await victim.open(links[0]!);
  Object.assign(store, {
    logIn: async (input: Parameters<typeof logIn>[0]) => {
      await victim.submit("/reset", { password: OTHER_PASSWORD });
      return logIn(input);
    },
  });
  const thief = app.browser();
  expect((await thief.submit("/login", { email: VICTIM, password: PASSWORD })).status).toBe(401);
  expect(await whoIs(thief)).toBeNull();
});

test("disabling a user ends what its sessions may do at the next request", async () => {
  await using app = await testPostern();
  const user = await app.confirmed(VICTIM);
  disable(app, VICTIM);
  expect(await whoIs(user)).toBeNull();
  expect((await user.json("GET", "/profile")).status).toBe(401);
  const login = await user.submit("/login", { email: VICTIM, password: PASSWORD });
  expect(login.status).toBe(403);
});

test("a session ends after 14 days without use, and after 30 days however used", async () => {
  await using app = await testPostern();
  const [idle, busy] = [await app.confirmed(VICTIM), await app.confirmed("busy@example.com")];
  for (let day = 0; day < 29; day += 1) {
    app.clock.forward("1 day");
    expect(await whoIs(busy)).toBe("busy@example.com");
  }
  expect(await whoIs(idle)).toBeNull();
  app.clock.forward("1 day");
  expect(await whoIs(busy)).toBeNull();
});
