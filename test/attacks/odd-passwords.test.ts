// Passwords that are empty, huge, invisible or spelled in two ways, on every path that sets one.

import { describe, expect, test } from "vitest";
import { argon2Hasher } from "../../src/adapters/argon2-hasher.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { countingHasher } from "./tools.ts";

const ADA = "ada@example.com";

const tokenIn = (link: string): string => new URL(link).pathname.split("/")[2] ?? "";

/** Every path that sets a password: its answer to one. */
const WAYS: Readonly<
  Record<string, (app: TestPostern, password: string) => Promise<{ status: number }>>
> = {
  registering: (app, password) => app.browser().json("POST", "/register", { email: ADA, password }),
  "taking over": async (app, newPassword) => {
    const { link } = await app.register(ADA);
    return app.browser().json("POST", "/confirm", { link: tokenIn(link), newPassword });
  },
  resetting: async (app, password) => {
    await app.confirmed(ADA);
    app.clock.forward("2 minutes");
    await app.browser().submit("/forgot", { email: ADA });
    const { links } = await app.mailTo(ADA);
    return app.browser().json("POST", "/reset", { link: tokenIn(links[0]!), password });
  },
  changing: async (app, password) => {
    const browser = await app.confirmed(ADA);
    return browser.json("POST", "/profile/password", { currentPassword: PASSWORD, password });
  },
};

const NEVER: Readonly<Record<string, string>> = {
  "a NUL": "plum tree\0by the river",
  "a NUL at the end": "plum tree by the river\0",
  "half a surrogate pair": "plum tree \ud800 by the river",
  "1,025 bytes": "a plum ".repeat(147).slice(0, 1_025),
  "257 code points": "plum tree by the river".repeat(12).slice(0, 257),
  "256 characters of which NFKC makes more": "ﷺ".repeat(256),
  "seven characters": "plum tr",
  "seven emoji": "🌳🌊🍑🚪🔑🕯🌙",
  "one ligature that is eighteen letters": "ﷺ",
  "a password of the list": "password",
  "one of it with a year": "football2026!",
  "one of it in full-width letters": "ｐａｓｓｗｏｒｄ",
  "the address": `my ${ADA} password`,
  "the name before its @, and the site's": "Postern and ada@example.com",
  "the same word over and over": "abcabcabcabcabc",
};

const ALWAYS: Readonly<Record<string, string>> = {
  "256 code points": "plum tree by the river ".repeat(12).slice(0, 256),
  "256 emoji, which are 1,024 bytes": "🌳🌊🍑🚪".repeat(64),
  "spaces around": "  plum tree by the river  ",
  "tabs and line breaks": "plum\ttree\r\nby the river",
  quotes: `plum' OR "1"="1 -- tree`,
  markup: "<script>alert(1)</script>",
  "other scripts": "сливовое дерево у реки",
  "what SQL and shells care about": "%_';$(rm -rf /)`\\",
};

describe.each(Object.keys(WAYS))("%s", (way) => {
  test.each(Object.keys(NEVER))("refuses %s", async (name) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const { status } = await WAYS[way]!(app, NEVER[name]!);
    expect(status).toBe(422);
  });

  test("takes whatever else people type, and the same gets them in, whole", async () => {
    for (const password of Object.values(ALWAYS)) {
      // The real hasher is slow, and one path is enough to see that it accepts them all.
      const passwordHasher = way === "registering" ? argon2Hasher() : countingHasher();
      await using app = await testPostern({ passwordHasher });
      const { status } = await WAYS[way]!(app, password);
      expect([password, status < 300]).toEqual([password, true]);
      const login = (typed: string) =>
        app.browser().json("POST", "/login", { email: ADA, password: typed });
      expect([password, (await login(password)).status]).toEqual([password, 200]);
      expect((await login(password.slice(0, -1))).status).toBe(401);
      expect((await login(`${password}x`)).status).toBe(401);
    }
  });
});

test.each([
  ["é typed as one character and as two", "café by the river", "cafe\u0301 by the river"],
  ["full-width letters", "ｐlum tree by the river", "plum tree by the river"],
  ["a ligature", "the oﬃce by the river", "the office by the river"],
  ["a Kelvin sign", "\u212a2 is a mountain", "K2 is a mountain"],
])("%s is one password, on whichever keyboard", async (_, set, typed) => {
  await using app = await testPostern();
  await app.confirmed(ADA, set);
  for (const password of [set, typed]) {
    expect((await app.browser().json("POST", "/login", { email: ADA, password })).status).toBe(200);
  }
});

test("what could never have been set is wrong at login, by the same work, and breaks nothing", async () => {
  await using app = await testPostern();
  await app.confirmed(ADA);
  for (const name of ["a NUL", "half a surrogate pair", "1,025 bytes"]) {
    const password = NEVER[name]!;
    const { status } = await app.browser().json("POST", "/login", { email: ADA, password });
    expect([name, status]).toEqual([name, 401]);
  }
  const cut = await app
    .browser()
    .json("POST", "/login", { email: ADA, password: `${PASSWORD}\0and more` });
  expect(cut.status).toBe(401);
});

test("case, spaces and order count", async () => {
  await using app = await testPostern();
  await app.confirmed(ADA);
  for (const password of [
    PASSWORD.toUpperCase(),
    ` ${PASSWORD}`,
    `${PASSWORD} `,
    PASSWORD.trim() + PASSWORD,
  ]) {
    const { status } = await app.browser().json("POST", "/login", { email: ADA, password });
    expect([password, status]).toEqual([password, 401]);
  }
});
