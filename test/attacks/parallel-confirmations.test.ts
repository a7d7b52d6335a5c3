// Sixty-four at once: a link is used once, an address has one owner, and a code has five tries.

import { expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atOnce, count, countingHasher, OTHER_PASSWORD } from "./tools.ts";

const ADA = "ada@example.com";

const tokenIn = (link: string): string => new URL(link).pathname.split("/")[2] ?? "";

/** One owner, one confirmed user, and nobody else with this address. */
function expectOneOwner(app: TestPostern): void {
  expect(count(app, "addresses", `email_key = '${ADA}'`)).toBe(1);
  expect(count(app, "users", `email_key = '${ADA}' AND confirmed_on IS NOT NULL`)).toBe(1);
  expect(count(app, "users", `email_key = '${ADA}'`)).toBe(1);
  expect(count(app, "audit", "act = 'confirmed'")).toBe(1);
}

test("of 64 confirmations with one link, by session, password and new password, one wins", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
  const { browser, link } = await app.register(ADA);
  const token = tokenIn(link);
  const answers = await atOnce(64, (place) => {
    if (place % 3 === 0) return browser.json("POST", "/confirm", { link: token });
    const stranger = app.browser();
    if (place % 3 === 1)
      return stranger.json("POST", "/confirm", { link: token, password: PASSWORD });
    return stranger.json("POST", "/confirm", { link: token, newPassword: OTHER_PASSWORD });
  });
  const won = answers.filter(({ status, body }) => status === 200 && "user" in body);
  expect(won).toHaveLength(1);
  expectOneOwner(app);
  expect(count(app, "links", "ended_why = 'used'")).toBe(1);
});

test("of 64 confirmations with the code of one browser, one wins", async () => {
  await using app = await testPostern({ limits: "off" });
  const { browser, code } = await app.register(ADA);
  const answers = await atOnce(64, () => browser.json("POST", "/unconfirmed/code", { code }));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expectOneOwner(app);
});

test("two rivals for one address, 32 presses each: one owner, and nothing is left of the other", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
  const first = await app.register(ADA);
  app.clock.forward("2 minutes");
  const second = await app.register(ADA, OTHER_PASSWORD);
  const answers = await atOnce(64, (place) => {
    const rival = place % 2 === 0 ? first : second;
    return rival.browser.json("POST", "/confirm", { link: tokenIn(rival.link) });
  });
  expect(answers.filter(({ status, body }) => status === 200 && "user" in body)).toHaveLength(1);
  expectOneOwner(app);
  expect(count(app, "sessions")).toBe(1);
  expect(count(app, "links", "ended_on IS NULL")).toBe(0);
});

test("a confirmation and a reset of two rivals at once make one owner", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
  const first = await app.register(ADA);
  app.clock.forward("2 minutes");
  await app.browser().submit("/register", { email: ADA, password: OTHER_PASSWORD });
  await app.browser().submit("/forgot", { email: ADA });
  const reset = tokenIn((await app.mails()).find(({ kind }) => kind === "reset")!.links[0]!);
  await atOnce(64, (place) =>
    place % 2 === 0
      ? first.browser.json("POST", "/confirm", { link: tokenIn(first.link) })
      : app.browser().json("POST", "/reset", { link: reset, password: "yet another long one" }),
  );
  expectOneOwner(app);
});

test("of 64 resets with one link, one sets its password", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
  await app.confirmed(ADA);
  await app.browser().submit("/forgot", { email: ADA });
  const link = tokenIn((await app.mailTo(ADA)).links[0]!);
  const answers = await atOnce(64, (place) =>
    app.browser().json("POST", "/reset", { link, password: `a long password, number ${place}` }),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(count(app, "audit", "act = 'password-reset'")).toBe(1);
});

test("64 wrong codes at once are five tries, and then the right one is dead as well", async () => {
  await using app = await testPostern({ limits: "off" });
  const { browser, code } = await app.register(ADA);
  const wrong = await atOnce(64, (place) =>
    browser.json("POST", "/unconfirmed/code", { code: `${10_000_000 + place}` }),
  );
  const reasons = wrong.map(({ body }) => body["reason"]);
  expect(reasons.filter((reason) => reason === "wrong-code")).toHaveLength(5);
  expect(reasons.filter((reason) => reason === "dead-code")).toHaveLength(59);
  const right = await browser.json("POST", "/unconfirmed/code", { code });
  expect(right.body["reason"]).toBe("dead-code");
});

test("64 registrations by one form, pressed at once, make one user", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
  const fields = { email: ADA, password: PASSWORD, form_id: "AAAAAAAAAAAAAAAAAAAAAA" };
  const answers = await atOnce(64, () => app.browser().json("POST", "/register", fields));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(count(app, "users")).toBe(1);
});
