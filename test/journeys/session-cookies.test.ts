// Which session a request is about, and what counts as its use.

import { describe, expect, test } from "vitest";
import { days } from "../../src/domain/time.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const ADA = "ada@example.com";
const BOB = "bob@example.com";
const SESSION = "__Host-postern-session";

const UNATTENDED = { "postern-unattended": "1", accept: "application/json" };

const secretOf = (browser: Browser): string => browser.jar.get(SESSION)!;

/** A secret of the right shape that opens nothing. */
const stale = (letter: string): string => letter.repeat(43);

/** What a browser sends that has several cookies of the session's name, for other paths or domains. */
const sending = (...secrets: readonly string[]): Request =>
  new Request("https://postern.example/profile", {
    headers: {
      accept: "application/json",
      cookie: secrets.map((secret) => `${SESSION}=${secret}`).join("; "),
    },
  });

async function whoIs(app: TestPostern, request: Request): Promise<string | undefined> {
  return (await app.postern.session(request))?.user.email;
}

/** A site that counts how often it looks a session up. */
async function counting() {
  let count = 0;
  const app = await testPostern({
    around: (store) => ({
      ...store,
      readSession(hash) {
        count += 1;
        return store.readSession(hash);
      },
    }),
  });
  const counted = async <Value>(act: () => Promise<Value>) => {
    count = 0;
    return { value: await act(), count };
  };
  return { app, counted };
}

describe("of several cookies of the session's name", () => {
  test("the live one counts, wherever it stands", async () => {
    await using app = await testPostern();
    const secret = secretOf(await app.confirmed(ADA));
    for (const secrets of [
      [secret, stale("a")],
      [stale("a"), secret],
      [stale("a"), stale("b"), secret],
      ["", "junk", secret],
    ]) {
      expect([secrets, await whoIs(app, sending(...secrets))]).toEqual([secrets, ADA]);
      const { status } = await app.postern.fetch(sending(...secrets));
      expect([secrets, status]).toEqual([secrets, 200]);
    }
  });

  test("the first of two live ones counts", async () => {
    await using app = await testPostern();
    const [ada, bob] = [await app.confirmed(ADA), await app.confirmed(BOB)];
    expect(await whoIs(app, sending(secretOf(ada), secretOf(bob)))).toBe(ADA);
    expect(await whoIs(app, sending(secretOf(bob), secretOf(ada)))).toBe(BOB);
  });

  test("one that has expired does not hide the live one", async () => {
    await using app = await testPostern();
    const old = secretOf(await app.confirmed(ADA));
    app.clock.forward(days(15));
    const browser = app.browser();
    await browser.submit("/login", { email: ADA, password: PASSWORD });
    expect(await whoIs(app, sending(old, secretOf(browser)))).toBe(ADA);
  });

  test("three are looked up at most, and one that cannot be a secret is not", async () => {
    const { app, counted } = await counting();
    await using _ = app;
    const secret = secretOf(await app.confirmed(ADA));
    const many = [stale("a"), stale("b"), stale("c"), secret];
    expect(await counted(() => whoIs(app, sending(...many)))).toEqual({
      value: undefined,
      count: 3,
    });
    const junk = ["", "junk", "more junk", stale("a"), secret];
    expect(await counted(() => whoIs(app, sending(...junk)))).toEqual({ value: ADA, count: 2 });
  });

  test("where there is only one, one is looked up", async () => {
    const { app, counted } = await counting();
    await using _ = app;
    const secret = secretOf(await app.confirmed(ADA));
    expect(await counted(() => whoIs(app, sending(secret)))).toEqual({ value: ADA, count: 1 });
  });
});

describe("what a page asks by itself", () => {
  test("does not keep a session alive, and writes nothing", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(ADA);
    await browser.submit("/login", { email: ADA, password: PASSWORD, shared: "yes" });
    const poll = () => browser.request("/unconfirmed", { headers: UNATTENDED });
    const before = app.dump();
    for (let minutes = 0; minutes < 119; minutes += 1) {
      app.clock.forward("1 minute");
      expect((await poll()).status).toBe(200);
    }
    expect(app.dump()).toBe(before);
    app.clock.forward("1 minute");
    expect((await poll()).status).toBe(401);
  });

  test("does not on a host's own routes either", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    app.clock.forward("1 hour");
    const before = app.dump();
    const request = sending(secretOf(browser));
    request.headers.set("postern-unattended", "1");
    expect((await app.postern.checkConfirmed(request)).ok).toBe(true);
    expect(await whoIs(app, request)).toBe(ADA);
    expect(app.dump()).toBe(before);
    expect(await whoIs(app, sending(secretOf(browser)))).toBe(ADA);
    expect(app.dump()).not.toBe(before);
  });
});

describe("a secret that was replaced", () => {
  test("opens nothing, and sending it ends no session", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    const elsewhere = app.browser();
    await elsewhere.submit("/login", { email: ADA, password: PASSWORD });
    const old = secretOf(browser);
    await browser.submit("/login/again", { password: PASSWORD });
    expect(await whoIs(app, sending(old))).toBeUndefined();
    expect(await whoIs(app, sending(secretOf(browser)))).toBe(ADA);
    expect(await whoIs(app, sending(secretOf(elsewhere)))).toBe(ADA);
  });

  test("by two tabs at once is replaced once", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    const old = secretOf(browser);
    const tabs = await Promise.all(
      Array.from({ length: 2 }, () =>
        app.postern.fetch(
          new Request("https://postern.example/login/again", {
            method: "POST",
            headers: {
              accept: "application/json",
              "content-type": "application/json",
              cookie: `${SESSION}=${old}`,
            },
            body: JSON.stringify({ password: PASSWORD }),
          }),
        ),
      ),
    );
    const begun = tabs.flatMap(({ headers }) => headers.getSetCookie());
    expect(begun.filter((line) => line.startsWith(`${SESSION}=`))).toHaveLength(1);
    expect(await whoIs(app, sending(old))).toBeUndefined();
    const listed = app.database.prepare("SELECT COUNT(*) AS count FROM sessions").get();
    expect(listed?.["count"]).toBe(1);
  });
});
