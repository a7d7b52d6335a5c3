// More than the machine can do, or an unavailable store: this is answered at once, and never guessed around.

import { describe, expect, test } from "vitest";
import { argon2Hasher } from "../../src/adapters/argon2-hasher.ts";
import { fairPasswords } from "../../src/adapters/fair-passwords.ts";
import { Overloaded } from "../../src/ports/password-hasher.ts";
import type { Passwords } from "../../src/ports/passwords.ts";
import { StoreUnavailable } from "../../src/ports/store.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atOnce, breakStore, OTHER_PASSWORD, tables } from "./tools.ts";

const ADA = "ada@example.com";

/** Passwords that refuse when told to be full. */
function fullable(): Passwords & { full: boolean } {
  const passwords = fairPasswords(argon2Hasher());
  return {
    full: false,
    async admit(asker, act) {
      if (this.full) throw new Overloaded("Too many passwords wait to be hashed.");
      return passwords.admit(asker, act);
    },
  };
}

/** All rows except counts: an attempt that could not be judged still counts as one. */
const written = (app: TestPostern): readonly string[] =>
  [...tables(app.database)]
    .filter(([table]) => table !== "limits" && table !== "wrong_passwords")
    .flatMap(([, rows]) => rows.map((row) => row.replace(/"password_tries":\d/, "")));

const tokenIn = (link: string): string => new URL(link).pathname.split("/")[2] ?? "";

describe("when too many passwords wait to be hashed", () => {
  /** A site where everything is ready to be done, and then there is no room to hash. */
  async function crowded() {
    const passwords = fullable();
    const app = await testPostern({ passwords });
    const confirmed = await app.confirmed("bob@example.com");
    const { link } = await app.register(ADA);
    await app.browser().submit("/forgot", { email: "bob@example.com" });
    app.clock.forward("2 minutes");
    const reset = (await app.mails()).find(({ kind }) => kind === "reset")!.links[0]!;
    passwords.full = true;
    return { app, passwords, confirmed, link: tokenIn(link), reset: tokenIn(reset) };
  }

  test("whatever needs a password is 503 with Retry-After, and writes not one row", async () => {
    const { app, confirmed, link, reset } = await crowded();
    await using _app = app;
    const before = app.dump();
    for (const [browser, path, fields] of [
      [app.browser(), "/register", { email: "eve@example.com", password: OTHER_PASSWORD }],
      [app.browser(), "/login", { email: "bob@example.com", password: PASSWORD }],
      [app.browser(), "/confirm", { link, newPassword: OTHER_PASSWORD }],
      [app.browser(), "/confirm", { link, password: PASSWORD }],
      [app.browser(), "/reset", { link: reset, password: OTHER_PASSWORD }],
      [confirmed, "/profile/password", { currentPassword: PASSWORD, password: OTHER_PASSWORD }],
      [confirmed, "/login/again", { password: PASSWORD }],
      [confirmed, "/profile/delete", { password: PASSWORD }],
    ] as const) {
      const { status, headers, body } = await browser.json("POST", path, fields);
      expect([path, status, body["reason"]]).toEqual([path, 503, "busy"]);
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(headers.getSetCookie()).toEqual([]);
    }
    expect(app.dump()).toEqual(before);
  });

  test("everything else goes on being answered", async () => {
    const { app, confirmed } = await crowded();
    await using _app = app;
    for (const path of ["/", "/profile", "/login", "/register", "/forgot", "/healthz", "/readyz"]) {
      expect([path, (await confirmed.request(path)).status < 300]).toEqual([path, true]);
    }
    expect((await app.browser().submit("/forgot", { email: ADA })).status).toBe(200);
    expect((await confirmed.submit("/logout")).status).toBe(200);
  });

  test("and when there is room again, the same press works", async () => {
    const { app, passwords, link } = await crowded();
    await using _app = app;
    const phone = app.browser();
    const press = { link, newPassword: OTHER_PASSWORD };
    expect((await phone.json("POST", "/confirm", press)).status).toBe(503);
    passwords.full = false;
    expect((await phone.json("POST", "/confirm", press)).status).toBe(200);
  });

  test("the real queue is bounded: a flood is partly refused, and the site answers meanwhile", async () => {
    const passwords = fairPasswords(argon2Hasher(), { atOnce: 1, mayWait: 4 });
    await using app = await testPostern({ passwords, limits: "off" });
    const flood = atOnce(64, (place) =>
      app
        .browser()
        .json("POST", "/register", { email: `ada${place}@example.com`, password: PASSWORD }),
    );
    const home = await app.browser().json("GET", "/");
    expect(home.status).toBe(200);
    const answers = (await flood).map(({ status }) => status);
    expect(answers.filter((status) => status === 201)).toHaveLength(5);
    expect(answers.filter((status) => status === 503)).toHaveLength(59);
    expect(tables(app.database).get("users")).toHaveLength(5);
  });
});

describe("when the store cannot be read", () => {
  const away = async (): Promise<never> => {
    throw new StoreUnavailable("The database cannot be used now.");
  };

  test("a guarded page is 503: never the login form, and never the page", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    breakStore(app, { readSession: away });
    for (const path of [
      "/profile",
      "/profile/password",
      "/profile/data",
      "/unconfirmed/cancel",
      "/",
    ]) {
      for (const accept of ["text/html", "application/json"]) {
        const response = await browser.request(path, { headers: { accept } });
        expect([path, response.status]).toEqual([path, 503]);
        expect(response.headers.get("retry-after")).toBe("5");
        expect(response.headers.get("location")).toBeNull();
        expect(await response.text()).not.toContain(ADA);
      }
    }
  });

  test("nor does a session end because of it: the cookie stays, and works afterwards", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    const { readSession } = app.postern.context.store;
    breakStore(app, { readSession: away });
    await browser.open("/profile");
    breakStore(app, { readSession });
    expect((await browser.open("/profile")).status).toBe(200);
  });

  test("a host's guard is told 503, and its session() throws", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    const cookie = [...browser.jar].map((pair) => pair.join("=")).join("; ");
    const request = () => new Request(`${app.baseUrl}/dashboard`, { headers: { cookie } });
    expect((await app.postern.checkConfirmed(request())).ok).toBe(true);
    breakStore(app, { readSession: away });
    const checked = await app.postern.checkConfirmed(request());
    expect(checked.ok === false && checked.response.status).toBe(503);
    await expect(app.postern.session(request())).rejects.toThrow(StoreUnavailable);
  });

  test("an error that nobody foresaw lets nobody in either", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    breakStore(app, {
      readSession: async () => {
        throw new RangeError("nobody foresaw this");
      },
    });
    const { status, body } = await browser.json("GET", "/profile");
    expect([status, body["reason"]]).toEqual([500, "broken"]);
  });

  test.each([
    ["register", "/register", { email: "eve@example.com", password: OTHER_PASSWORD }],
    ["register", "/register", { email: ADA, password: OTHER_PASSWORD }],
    ["logIn", "/login", { email: ADA, password: PASSWORD }],
    ["findCandidates", "/login", { email: ADA, password: "a wrong password" }],
    ["countTry", "/login", { email: ADA, password: PASSWORD }],
    ["hit", "/forgot", { email: ADA }],
    ["requestReset", "/forgot", { email: ADA }],
    ["resendTo", "/resend", { email: ADA }],
  ] as const)("when %s fails, %s is 503 and nothing is done", async (verb, path, fields) => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    const before = written(app);
    breakStore(app, { [verb]: away });
    const { status, headers } = await app.browser().json("POST", path, fields);
    expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    expect(written(app)).toEqual(before);
  });
});
