// A client that asks for more than the machine can hash waits for itself, and nobody else does.

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fairPasswords } from "../../src/adapters/fair-passwords.ts";
import type { PasswordHasher } from "../../src/ports/password-hasher.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atOnce, count, tables } from "./tools.ts";

const ADA = "ada@example.com";
const FLOODER = "203.0.113.66";
const IN_FLIGHT = 300;

/** Work is counted in hashes, each of which takes exactly one turn of the event loop. */
function turningHasher(): PasswordHasher & { readonly count: () => number } {
  let done = 0;
  const digest = async (password: string): Promise<string> => {
    await new Promise((resolve) => setImmediate(resolve));
    done += 1;
    return `$quick$${createHash("sha256").update(password).digest("base64url")}`;
  };
  return {
    count: () => done,
    hash: digest,
    verify: async (hash, password) => (await digest(password)) === hash,
    isOutdated: () => false,
  };
}

const logIn = (browser: Browser, email: string, password: string) =>
  browser.json("POST", "/login", { email, password });

/** Keeps logins for made-up addresses in flight from one client, until it is told to stop. */
function flood(app: TestPostern, from = FLOODER) {
  const answers: number[] = [];
  let [asked, isOver] = [0, false];
  const flooders = atOnce(IN_FLIGHT, async () => {
    while (!isOver) {
      const browser = app.browser({ client: from });
      answers.push((await logIn(browser, `made-up-${asked++}@example.org`, "a guess")).status);
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  return {
    answers,
    async stop() {
      isOver = true;
      await flooders;
    },
  };
}

async function flooded(options: { mayWait?: number; limits?: "on" | "off" } = {}) {
  const hasher = turningHasher();
  const passwords = fairPasswords(hasher, {
    hashes: 2,
    each: 8,
    atOnce: 32,
    mayWait: options.mayWait ?? 512,
  });
  const app = await testPostern({ passwords, limits: options.limits ?? "off" });
  const owner = await app.confirmed(ADA);
  await owner.submit("/logout");
  return { app, owner, hasher, ...flood(app) };
}

describe("while one client has 300 logins in flight", () => {
  test("twelve of twelve logins of somebody else succeed, each within a few hashes", async () => {
    const { app, hasher, stop } = await flooded();
    await using _app = app;
    for (let login = 0; login < 12; login += 1) {
      const before = hasher.count();
      expect((await logIn(app.browser(), ADA, PASSWORD)).status).toBe(200);
      // With a single queue for all it would be about a thousand.
      expect(hasher.count() - before).toBeLessThan(30);
    }
    await stop();
  });

  test("they succeed where no more may wait, and what is refused has written no row", async () => {
    const { app, answers, stop } = await flooded({ mayWait: 64 });
    await using _app = app;
    for (let login = 0; login < 12; login += 1) {
      expect((await logIn(app.browser(), ADA, PASSWORD)).status).toBe(200);
    }
    await stop();
    const refused = answers.filter((status) => status === 503).length;
    const compared = answers.filter((status) => status === 401).length;
    expect(refused).toBeGreaterThan(100);
    expect(refused + compared).toBe(answers.length);
    expect(count(app, "limits", "subject LIKE '%made-up%'")).toBe(compared);
  });

  test("so do those of its neighbour at the same address, from a known device", async () => {
    const { app, owner, hasher, stop } = await flooded({ mayWait: 64 });
    await using _app = app;
    const mark = owner.jar.get("__Host-postern-device")!;
    for (let login = 0; login < 12; login += 1) {
      const neighbour = app.browser({ client: FLOODER });
      neighbour.jar.set("__Host-postern-device", mark);
      const before = hasher.count();
      expect((await logIn(neighbour, ADA, PASSWORD)).status).toBe(200);
      expect(hasher.count() - before).toBeLessThan(30);
    }
    await stop();
  });
});

test("registering, confirming and resetting have their turn as well", async () => {
  const { app, stop } = await flooded({ mayWait: 64 });
  await using _app = app;
  const { link } = await app.register("bob@example.com");
  const phone = app.browser();
  await phone.open(link);
  expect((await phone.submit("/confirm", { password: PASSWORD })).status).toBe(200);
  await stop();
  expect(tables(app.database).get("users")).toHaveLength(2);
});
