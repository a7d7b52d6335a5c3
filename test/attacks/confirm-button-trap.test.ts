// An attacker registers a victim's address and waits for her to press "confirm" in his mail.

import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { OTHER_PASSWORD, whoIs } from "./tools.ts";

const VICTIM = "victim@example.com";

test("pressing the button in a mail that a stranger caused confirms nothing", async () => {
  await using app = await testPostern();
  const attacker = await app.register(VICTIM);
  const victim = app.browser();
  const opened = await victim.open(attacker.link);
  expect(opened.heading).toBe("Confirm your email address");
  const pressed = await victim.submit("/confirm");
  expect(pressed.status).toBe(401);
  expect(app.user(VICTIM)).toMatchObject({ confirmedOn: null });
});

test("being logged in as somebody else is no proof either", async () => {
  await using app = await testPostern();
  const victim = await app.confirmed("victim@work.example", OTHER_PASSWORD);
  const attacker = await app.register(VICTIM);
  await victim.open(attacker.link);
  expect((await victim.submit("/confirm")).status).toBe(401);
  expect(app.user(VICTIM)).toMatchObject({ confirmedOn: null });
});

test("a session of another registration of the same address is no proof for this one", async () => {
  await using app = await testPostern();
  const attacker = await app.register(VICTIM);
  const victim = app.browser();
  await victim.submit("/register", { email: VICTIM, password: OTHER_PASSWORD });
  await victim.open(attacker.link);
  expect((await victim.submit("/confirm")).status).toBe(401);
  expect(app.user(VICTIM)).toMatchObject({ confirmedOn: null });
});

test("who takes the registration over with a new password leaves the attacker nothing", async () => {
  await using app = await testPostern();
  const attacker = await app.register(VICTIM);
  const victim = app.browser();
  await victim.open(attacker.link);
  const done = await victim.submit("/confirm", { newPassword: OTHER_PASSWORD });
  expect(done.heading).toBe("Your email address is confirmed");
  expect(await whoIs(victim)).toBe(VICTIM);
  expect(await whoIs(attacker.browser)).toBeNull();
  const tried = await app.browser().submit("/login", { email: VICTIM, password: PASSWORD });
  expect(tried.status).toBe(401);
  const coded = await attacker.browser.json("POST", "/unconfirmed/code", { code: attacker.code });
  expect(coded.status).toBe(401);
});

test("the attacker's next page is not where the victim is sent after taking over", async () => {
  await using app = await testPostern();
  const attacker = app.browser();
  await attacker.submit("/register", {
    email: VICTIM,
    password: PASSWORD,
    next: "/profile/password?trap",
  });
  const { links } = await app.mailTo(VICTIM);
  const victim = app.browser();
  await victim.open(links[0]!);
  const done = await victim.submit("/confirm", { newPassword: OTHER_PASSWORD });
  expect(done.text).not.toContain("trap");
});

test("five wrong passwords on the confirm page, however parallel, are all anybody has", async () => {
  await using app = await testPostern();
  const { link } = await app.register(VICTIM);
  const stranger = app.browser();
  await stranger.open(link);
  const tries = await Promise.all(
    Array.from({ length: 12 }, (_, place) =>
      stranger.json("POST", "/confirm", {
        link: link.split("/").at(-1),
        password: `wrong guess ${place}`,
      }),
    ),
  );
  const reasons = tries.map(({ body }) => body["reason"]);
  expect(reasons.filter((reason) => reason === "wrong-password")).toHaveLength(5);
  expect(reasons.filter((reason) => reason === "no-tries-left")).toHaveLength(7);
  expect((await stranger.submit("/confirm", { password: PASSWORD })).status).toBe(422);
});
