// The library's guards for a host's own routes: whom they let in.

import { describe, expect, test } from "vitest";
import { evidenceOf } from "../../src/index.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { STEP, withTwoSteps } from "../second-factor/two-steps.ts";

const EMAIL = "ada@example.com";

/** A request to the host's own route, with this browser's cookies. */
function toHost(browser: Browser | undefined, init: RequestInit = {}): Request {
  const cookie = [...(browser?.jar ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { accept: "text/html", ...(cookie === "" ? {} : { cookie }), ...init.headers };
  return new Request("https://postern.example/dashboard?week=3", { ...init, headers });
}

const json = { headers: { accept: "application/json" } };

describe("session()", () => {
  test("tells who is logged in, confirmed or not", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(EMAIL);
    const current = await app.postern.session(toHost(browser));
    expect(current?.user).toMatchObject({ email: EMAIL, confirmedOn: null });
  });

  test("tells what was shown in it, and when", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(EMAIL);
    const current = await app.postern.session(toHost(browser));
    expect(evidenceOf(current!.session)).toEqual([
      {
        kind: "password",
        factor: "first",
        credentialId: expect.any(String) as string,
        on: app.clock.now(),
      },
    ]);
  });

  test("is null for nobody, for a made-up cookie, and after logging out", async () => {
    await using app = await testPostern();
    expect(await app.postern.session(toHost(undefined))).toBeNull();
    const stranger = app.browser();
    stranger.jar.set("__Host-postern-session", "A".repeat(43));
    expect(await app.postern.session(toHost(stranger))).toBeNull();
    const browser = await app.confirmed(EMAIL);
    const request = toHost(browser);
    await browser.submit("/logout");
    expect(await app.postern.session(request)).toBeNull();
  });

  test("throws when the store cannot be read, and never answers that nobody is there", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    app.database.exec("ALTER TABLE sessions RENAME TO gone");
    await expect(app.postern.session(toHost(browser))).rejects.toThrow("sessions");
    app.database.exec("ALTER TABLE gone RENAME TO sessions");
  });
});

describe("checkConfirmed()", () => {
  test("lets the confirmed in", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    const check = await app.postern.checkConfirmed(toHost(browser));
    expect(check).toMatchObject({ ok: true, user: { email: EMAIL } });
  });

  test("shows people without a session to the login form, and back afterwards", async () => {
    await using app = await testPostern();
    const check = await app.postern.checkConfirmed(toHost(undefined));
    if (check.ok) throw new Error("Nobody was let in.");
    expect(check.response.status).toBe(303);
    expect(check.response.headers.get("location")).toBe(
      "https://postern.example/login?next=%2Fdashboard%3Fweek%3D3",
    );
  });

  test("shows the unconfirmed to the waiting page, and brings them back once they confirmed", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(EMAIL);
    const check = await app.postern.checkConfirmed(toHost(browser));
    if (check.ok) throw new Error("An unconfirmed user was let in.");
    expect(check.response.headers.get("location")).toBe("https://postern.example/unconfirmed");
    for (const line of check.response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]!.split("=");
      browser.jar.set(name, value);
    }
    await browser.open(link);
    expect((await browser.submit("/confirm")).text).toContain('href="/dashboard?week=3"');
  });

  test("tells programs 401 and 403", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(EMAIL);
    for (const [request, status, reason] of [
      [toHost(undefined, json), 401, "not-logged-in"],
      [toHost(browser, json), 403, "unconfirmed"],
    ] as const) {
      const check = await app.postern.checkConfirmed(request);
      if (check.ok) throw new Error("Somebody was let in.");
      expect(check.response.status).toBe(status);
      expect(await check.response.json()).toMatchObject({ reason });
    }
  });

  test("follows the unconfirmed policy, grace included", async () => {
    await using app = await testPostern({ unconfirmed: { mode: "full", grace: "1 day" } });
    const { browser } = await app.register(EMAIL);
    expect((await app.postern.checkConfirmed(toHost(browser))).ok).toBe(true);
    app.clock.forward("24 hours");
    expect((await app.postern.checkConfirmed(toHost(browser))).ok).toBe(false);
  });

  test("lets nobody in when the store cannot be read", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    app.database.exec("ALTER TABLE sessions RENAME TO gone");
    const check = await app.postern.checkConfirmed(toHost(browser));
    if (check.ok) throw new Error("Somebody was let in.");
    expect(check.response.status).toBe(500);
    app.database.exec("ALTER TABLE gone RENAME TO sessions");
  });
});

describe("checkRecent()", () => {
  test("lets in whoever has just typed the password, and asks for it again after ten minutes", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    const check = () => app.postern.checkRecent(toHost(browser));
    expect(await check()).toMatchObject({ ok: true, user: { email: EMAIL } });
    app.clock.forward("10 minutes");
    const late = await check();
    if (late.ok) throw new Error("Somebody was let in too late.");
    expect(late.response.headers.get("location")).toBe(
      "https://postern.example/login/again?next=%2Fdashboard%3Fweek%3D3",
    );
    const next = "/dashboard?week=3";
    const page = await browser.submit("/login/again", { password: PASSWORD, next });
    expect(page.path).toBe(next);
    expect((await check()).ok).toBe(true);
  });

  test("asks whoever has a second factor for both, one after the other", async () => {
    await using app = await testPostern();
    const { browser, code } = await withTwoSteps(app, EMAIL);
    app.clock.forward("10 minutes");
    const reason = async () => {
      const check = await app.postern.checkRecent(toHost(browser, json));
      return check.ok ? "let in" : ((await check.response.json()) as { reason: string }).reason;
    };
    expect(await reason()).toBe("password-needed");
    await browser.json("POST", "/login/again", { password: PASSWORD });
    expect(await reason()).toBe("second-factor-needed");
    await browser.json("POST", STEP, { code: code() });
    expect(await reason()).toBe("let in");
  });

  test("shows nobody and the unconfirmed where checkConfirmed() does", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(EMAIL);
    for (const request of [toHost(undefined), toHost(browser)]) {
      const [recent, confirmed] = await Promise.all([
        app.postern.checkRecent(request),
        app.postern.checkConfirmed(request),
      ]);
      if (recent.ok || confirmed.ok) throw new Error("Somebody was let in.");
      const to = confirmed.response.headers.get("location");
      expect(recent.response.headers.get("location")).toBe(to);
    }
  });
});

test("handles() tells a host which paths are Postern's", async () => {
  await using app = await testPostern();
  const at = (path: string) => app.postern.handles(new Request(`https://postern.example${path}`));
  expect(["/login", "/confirm/abc", "/profile/password", "/resend"].map(at)).toEqual(
    Array(4).fill(true),
  );
  expect(["/dashboard", "/logins", "/confirm/a/b/c"].map(at)).toEqual(Array(3).fill(false));
});
