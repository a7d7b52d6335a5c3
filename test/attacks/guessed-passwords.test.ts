// Guessing at the login: each guess costs more waiting, no wait locks anybody out, and no trick gives more
// guesses.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atOnce, countingHasher, disable, OTHER_PASSWORD } from "./tools.ts";

const ADA = "ada@example.com";
const CLIENT = "203.0.113.66";

type Guesser = Pick<Browser, "json">;

const guess = (browser: Guesser, email = ADA, password = "a wrong guess at it") =>
  browser.json("POST", "/login", { email, password });

/** Guesses until told to wait; returns for how long. */
async function guessUntilStopped(browser: Guesser, most = 40): Promise<number> {
  for (let guesses = 0; guesses < most; guesses += 1) {
    if ((await guess(browser)).status === 429) return guesses;
  }
  return most;
}

async function site(): Promise<TestPostern> {
  const app = await testPostern({ passwordHasher: countingHasher() });
  await app.confirmed(ADA);
  return app;
}

describe("a guesser", () => {
  test("has ten guesses, and then waits that grow from 30 seconds to an hour, and always end", async () => {
    await using app = await site();
    const browser = app.browser({ client: CLIENT });
    expect(await guessUntilStopped(browser)).toBe(10);
    const waits: number[] = [];
    for (let more = 0; more < 10; more += 1) {
      const refused = await guess(browser);
      expect(refused.status).toBe(429);
      const wait = Number(refused.headers.get("retry-after"));
      expect(refused.headers.get("ratelimit")).toBe(`"default";r=0;t=${wait}`);
      waits.push(wait);
      app.clock.forward(wait * 1_000 - 1_000);
      expect((await guess(browser)).status).toBe(429);
      app.clock.forward(1_000);
      expect((await guess(browser)).status).toBe(401);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  });

  test("is refused the right password too while the wait lasts, and let in when it ends", async () => {
    await using app = await site();
    const browser = app.browser({ client: CLIENT });
    await guessUntilStopped(browser);
    expect((await guess(browser, ADA, PASSWORD)).status).toBe(429);
    app.clock.forward("30 seconds");
    expect((await guess(browser, ADA, PASSWORD)).status).toBe(200);
  });

  test("makes nobody else wait: not the owner elsewhere, nor on the device that logged in before", async () => {
    await using app = await site();
    const owner = app.browser({ client: CLIENT });
    expect((await guess(owner, ADA, PASSWORD)).status).toBe(200);
    await guessUntilStopped(app.browser({ client: CLIENT }));
    expect((await guess(app.browser(), ADA, PASSWORD)).status).toBe(200);
    expect((await guess(owner, ADA, PASSWORD)).status).toBe(200);
  });

  test("cannot keep the owner from resetting", async () => {
    await using app = await site();
    const browser = app.browser({ client: CLIENT });
    await guessUntilStopped(browser);
    app.clock.forward("20 seconds");
    app.clock.forward("41 seconds");
    expect((await browser.submit("/forgot", { email: ADA })).status).toBe(200);
    const { links } = await app.mailTo(ADA);
    await browser.open(links[0]!);
    expect((await browser.submit("/reset", { password: OTHER_PASSWORD })).path).toBe("/login");
  });

  test("64 at once, has ten guesses", async () => {
    await using app = await site();
    const browser = app.browser({ client: CLIENT });
    const answers = await atOnce(64, () => guess(browser));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(54);
  });
});

describe("no more guesses are won", () => {
  const spellings = [
    ADA,
    "ADA@example.com",
    " ada@example.com ",
    "Ada@EXAMPLE.com",
    "aDa@eXample.Com  ",
  ];

  test("by case and spaces of the address", async () => {
    await using app = await site();
    const browser = app.browser({ client: CLIENT });
    let compared = 0;
    for (let time = 0; time < 30; time += 1) {
      const { status } = await guess(browser, spellings[time % spellings.length]);
      if (status === 401) compared += 1;
    }
    expect(compared).toBe(10);
  });

  test.each([
    ["x-forwarded-for", (time: number) => `198.51.100.${time}`],
    ["forwarded", (time: number) => `for=198.51.100.${time}`],
    ["x-real-ip", (time: number) => `198.51.100.${time}`],
    ["cf-connecting-ip", (time: number) => `198.51.100.${time}`],
    ["true-client-ip", (time: number) => `198.51.100.${time}`],
    ["user-agent", (time: number) => `Guesser/${time}`],
    ["cookie", (time: number) => `__Host-postern-device=${"A".repeat(22)}.${time}`],
  ] as const)("by a made-up %s", async (header, value) => {
    await using app = await site();
    let compared = 0;
    for (let time = 0; time < 30; time += 1) {
      const request = new Request(`${app.baseUrl}/login`, {
        method: "POST",
        headers: { "content-type": "application/json", [header]: value(time) },
        body: JSON.stringify({ email: ADA, password: "a wrong guess at it" }),
      });
      const { status } = await app.postern.fetch(request, { address: CLIENT });
      if (status === 401) compared += 1;
    }
    expect(compared).toBe(10);
  });

  test("by the many addresses of one IPv6 network", async () => {
    await using app = await site();
    let compared = 0;
    for (let time = 1; time <= 30; time += 1) {
      const browser = app.browser({ client: `2001:db8:7:7:${time.toString(16)}::1` });
      if ((await guess(browser)).status === 401) compared += 1;
    }
    expect(compared).toBe(10);
  });

  test("by a success at another account in between", async () => {
    await using app = await site();
    await app.confirmed("attacker@example.com", OTHER_PASSWORD);
    const browser = app.browser({ client: CLIENT });
    let compared = 0;
    for (let time = 0; time < 30; time += 1) {
      if ((await guess(browser)).status === 401) compared += 1;
      await guess(browser, "attacker@example.com", OTHER_PASSWORD);
    }
    expect(compared).toBe(10);
  });

  test("by a success at a registration of one's own with the victim's address in between", async () => {
    await using app = await site();
    const browser = app.browser({ client: CLIENT });
    await browser.submit("/register", { email: ADA, password: OTHER_PASSWORD });
    let compared = 0;
    for (let time = 0; time < 30; time += 1) {
      await guess(browser, ADA, OTHER_PASSWORD);
      if ((await guess(browser)).status === 401) compared += 1;
    }
    expect(compared).toBeLessThanOrEqual(10);
  });

  test("by becoming a known device of the victim's with such a registration, again and again", async () => {
    await using app = await site();
    await app
      .browser({ client: CLIENT })
      .submit("/register", { email: ADA, password: OTHER_PASSWORD });
    let compared = 0;
    for (let device = 0; device < 8; device += 1) {
      const browser = app.browser({ client: CLIENT });
      await guess(browser, ADA, OTHER_PASSWORD);
      compared += await guessUntilStopped(browser, 12);
    }
    expect(compared).toBeLessThanOrEqual(10);
  });

  test("by a known device's mark of another address", async () => {
    await using app = await site();
    await app.confirmed("attacker@example.com", OTHER_PASSWORD);
    let compared = 0;
    for (let device = 0; device < 4; device += 1) {
      const browser = app.browser({ client: CLIENT });
      await guess(browser, "attacker@example.com", OTHER_PASSWORD);
      compared += await guessUntilStopped(browser, 12);
    }
    expect(compared).toBe(10);
  });
});

describe("whoever gives the right password", () => {
  test("is forgiven the wrong ones", async () => {
    await using app = await site();
    const browser = app.browser({ client: CLIENT });
    for (let round = 0; round < 3; round += 1) {
      for (let time = 0; time < 8; time += 1) expect((await guess(browser)).status).toBe(401);
      expect((await guess(browser, ADA, PASSWORD)).status).toBe(200);
    }
  });

  test("is told that the account is disabled; nobody else is", async () => {
    await using app = await site();
    disable(app, ADA);
    const wrong = await guess(app.browser());
    expect([wrong.status, wrong.body["reason"]]).toEqual([401, "wrong-credentials"]);
    const right = await guess(app.browser(), ADA, PASSWORD);
    expect([right.status, right.body["reason"]]).toEqual([403, "disabled"]);
  });
});

describe("passwords asked for elsewhere are counted as well", () => {
  test.each([
    ["/profile/password", { currentPassword: "a wrong guess at it", password: OTHER_PASSWORD }],
    ["/login/again", { password: "a wrong guess at it" }],
    ["/profile/delete", { password: "a wrong guess at it" }],
  ])("%s", async (path, fields) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const browser = await app.confirmed(ADA);
    const answers = [];
    for (let time = 0; time < 12; time += 1) answers.push(await browser.json("POST", path, fields));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(422), 429, 429]);
  });
});
