// One password tried on many accounts, a few times on each: counted per client, over all of them.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atOnce, count, countingHasher, OTHER_PASSWORD } from "./tools.ts";

const CLIENT = "203.0.113.66";
const POPULAR = "a password that many have";

const spray = async (app: TestPostern, account: number, client = CLIENT): Promise<number> => {
  const email = `person${account}@example.com`;
  return (await app.browser({ client }).json("POST", "/login", { email, password: POPULAR }))
    .status;
};

const site = () => testPostern({ passwordHasher: countingHasher() });

describe("one password on 300 accounts, from one client", () => {
  test("is compared thirty times in a quarter of an hour, and two hundred times a day", async () => {
    await using app = await site();
    const compared: number[] = [];
    for (let quarter = 0; quarter < 8; quarter += 1) {
      const answers: number[] = [];
      for (let account = 0; account < 40; account += 1) {
        answers.push(await spray(app, quarter * 40 + account));
      }
      expect(new Set(answers)).toEqual(new Set(quarter === 7 ? [429] : [401, 429]));
      compared.push(answers.filter((status) => status === 401).length);
      app.clock.forward("15 minutes");
    }
    expect(compared).toEqual([30, 30, 30, 30, 30, 30, 20, 0]);
    app.clock.forward("24 hours");
    expect(await spray(app, 0)).toBe(401);
  });

  test("all at once, is compared no more often", async () => {
    await using app = await site();
    const answers = await atOnce(300, (account) => spray(app, account));
    expect(answers.filter((status) => status === 401)).toHaveLength(30);
    expect(answers.filter((status) => status === 429)).toHaveLength(270);
  });

  test("leaves no more rows than were compared, whatever more is sent", async () => {
    await using app = await site();
    for (let account = 0; account < 300; account += 1) await spray(app, account);
    expect(count(app, "limits")).toBe(30 + 1);
    expect(count(app, "wrong_passwords")).toBe(30);
  });

  test("from the many addresses of one IPv6 network is compared no more often", async () => {
    await using app = await site();
    let compared = 0;
    for (let account = 0; account < 60; account += 1) {
      const client = `2001:db8:7:7:${(account + 1).toString(16)}::1`;
      if ((await spray(app, account, client)) === 401) compared += 1;
    }
    expect(compared).toBe(30);
  });

  test("is compared no more often for a success at one's own account in between", async () => {
    await using app = await site();
    await app.confirmed("eve@example.com", OTHER_PASSWORD);
    const own = { email: "eve@example.com", password: OTHER_PASSWORD };
    let compared = 0;
    for (let account = 0; account < 100; account += 1) {
      if ((await spray(app, account)) === 401) compared += 1;
      await app.browser({ client: CLIENT }).json("POST", "/login", own);
    }
    expect(compared).toBe(30);
  });

  test("stops nobody else, nor a known device of its neighbour", async () => {
    await using app = await site();
    await app.confirmed("ada@example.com");
    const right = { email: "ada@example.com", password: PASSWORD };
    const known = app.browser({ client: CLIENT });
    expect((await known.json("POST", "/login", right)).status).toBe(200);
    for (let account = 0; account < 40; account += 1) await spray(app, account);
    expect((await app.browser({ client: CLIENT }).json("POST", "/login", right)).status).toBe(429);
    expect((await app.browser().json("POST", "/login", right)).status).toBe(200);
    expect((await known.json("POST", "/login", right)).status).toBe(200);
  });
});

test("right passwords are counted for nobody: an office of sixty logs in one after the other", async () => {
  await using app = await site();
  await app.confirmed("ada@example.com");
  for (let person = 0; person < 60; person += 1) {
    const right = { email: "ada@example.com", password: PASSWORD };
    expect((await app.browser({ client: CLIENT }).json("POST", "/login", right)).status).toBe(200);
  }
  expect(count(app, "limits", "subject LIKE 'guess:%' OR subject LIKE 'login:%'")).toBe(0);
  expect(count(app, "wrong_passwords")).toBe(0);
});
