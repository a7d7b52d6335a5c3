// What the guards of a host's own routes answer: where people go and how they come back, and what scripts are told.

import { describe, expect, test } from "vitest";
import * as admin from "../../src/features/admin/admin.ts";
import type { Check, HostRequest, Postern } from "../../src/index.ts";
import { StoreUnavailable } from "../../src/ports/store.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { breakStore } from "../attacks/tools.ts";

const EMAIL = "ada@example.com";
const SITE = "https://postern.example";

/** What browsers send when they load a page, and when a script calls `fetch`. */
const DOCUMENT = { accept: "text/html,*/*;q=0.8", "sec-fetch-dest": "document" };
const SCRIPT = { accept: "*/*", "sec-fetch-dest": "empty" };

type Sent = { url?: string; method?: string; headers?: Record<string, string> };

function request({ url = "/dashboard", headers = DOCUMENT, method = "GET" }: Sent = {}): Request {
  return new Request(`${SITE}${url}`, { method, headers });
}

const withCookies = (browser: Browser, headers: Record<string, string> = DOCUMENT) => ({
  ...headers,
  cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; "),
});

function refusal(check: Check): Extract<Check, { ok: false }> {
  if (check.ok) throw new Error("Somebody was let in.");
  return check;
}

/** Where somebody who is logged out is sent from a route of the host. */
async function nextOf(app: TestPostern, asked: HostRequest): Promise<string | null> {
  const { location = "" } = refusal(await app.postern.checkConfirmed(asked));
  expect(location).toMatch(/^https:\/\/postern\.example\/login(?:\?|$)/);
  return new URL(location).searchParams.get("next");
}

describe("the way back", () => {
  test("leads to the page that the browser was loading", async () => {
    await using app = await testPostern();
    expect(await nextOf(app, request({ url: "/clubs?lang=de&week=3" }))).toBe(
      "/clubs?lang=de&week=3",
    );
    expect(await nextOf(app, request({ method: "HEAD" }))).toBe("/dashboard");
    const old = request({ headers: { accept: "text/html" } });
    expect(await nextOf(app, old)).toBe("/dashboard");
  });

  test.each([
    ["/dashboard/__data.json?x-sveltekit-invalidated=01", "/dashboard"],
    ["/__data.json", "/"],
    ["/notes.html__data.json", "/notes.html"],
    ["/dashboard.data?week=3&_routes=routes%2Fdashboard", "/dashboard?week=3"],
    ["/_root.data", "/"],
    ["/clubs/_.data", "/clubs/"],
    ["/dashboard?_rsc=1a2b3", "/dashboard"],
    ["/dashboard/_payload.json", "/dashboard"],
  ])("leads from %s, a framework's data, to its page %s", async (url, page) => {
    await using app = await testPostern();
    const headers = { ...SCRIPT, referer: `${SITE}/elsewhere` };
    expect(await nextOf(app, request({ url, headers }))).toBe(page);
  });

  test("leads from what a page fetches, and from a form, to that page", async () => {
    await using app = await testPostern();
    const referer = `${SITE}/clubs?week=3`;
    const fetched = request({ url: "/api/members", headers: { ...SCRIPT, referer } });
    expect(await nextOf(app, fetched)).toBe("/clubs?week=3");
    const sent = request({ url: "/clubs", method: "POST", headers: { ...DOCUMENT, referer } });
    expect(await nextOf(app, sent)).toBe("/clubs?week=3");
  });

  test("leads nowhere if nobody says where, and never to another site", async () => {
    await using app = await testPostern();
    expect(await nextOf(app, request({ method: "POST" }))).toBeNull();
    for (const referer of ["https://evil.example/clubs", `${SITE}.evil.example/`, "nonsense"]) {
      const headers = { ...SCRIPT, referer };
      expect(await nextOf(app, request({ url: "/api/members", headers }))).toBeNull();
    }
  });

  test("is known from headers alone, where a framework has no more", async () => {
    await using app = await testPostern();
    expect(await nextOf(app, { headers: new Headers(DOCUMENT) })).toBeNull();
    expect(await nextOf(app, { headers: new Headers(DOCUMENT), url: "/clubs" })).toBe("/clubs");
    const action = {
      headers: new Headers({ ...SCRIPT, referer: `${SITE}/clubs` }),
      method: "POST",
    };
    expect(await nextOf(app, action)).toBe("/clubs");
    const browser = await app.confirmed(EMAIL);
    const check = await app.postern.checkConfirmed({ headers: new Headers(withCookies(browser)) });
    expect(check).toMatchObject({ ok: true, user: { email: EMAIL }, session: { shared: false } });
  });
});

describe("a script", () => {
  test.each([SCRIPT, { ...SCRIPT, accept: "text/html" }, { accept: "application/json" }])(
    "that sends %o is told 401 in JSON, and is not redirected",
    async (headers) => {
      await using app = await testPostern();
      const { response, reason, location } = refusal(
        await app.postern.checkLoggedIn(request({ headers })),
      );
      expect(response.status).toBe(401);
      expect(response.headers.get("location")).toBeNull();
      expect(await response.json()).toMatchObject({ reason: "not-logged-in", status: 401 });
      expect(reason).toBe("not-logged-in");
      expect(location).toContain(`${SITE}/login`);
    },
  );
});

describe("an answer", () => {
  test("is kept by no cache, and sets cookies only where it redirects", async () => {
    await using app = await testPostern();
    for (const [headers, cookies] of [
      [DOCUMENT, 1],
      [SCRIPT, 0],
    ] as const) {
      const { response } = refusal(await app.postern.checkConfirmed(request({ headers })));
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(response.headers.getSetCookie()).toHaveLength(cookies);
    }
  });

  test("does not change the language for a query that is the host's own", async () => {
    await using app = await testPostern({ languages: ["en", "de"] });
    const { response } = refusal(await app.postern.checkConfirmed(request({ url: "/?lang=de" })));
    expect(response.headers.getSetCookie().join()).not.toContain("postern-lang");
  });

  test("is 503 if nobody can tell who this is, and not the login page", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    breakStore(app, {
      readSession: () => {
        throw new StoreUnavailable("away");
      },
    });
    for (const headers of [DOCUMENT, SCRIPT]) {
      const asked = request({ headers: withCookies(browser, headers) });
      const { response, reason, location } = refusal(await app.postern.checkConfirmed(asked));
      expect([response.status, reason, location]).toEqual([503, "unavailable", undefined]);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });
});

describe("whom a guard lets in", () => {
  const GUARDS = ["checkLoggedIn", "checkConfirmed", "checkRecent", "checkAdmin"] as const;

  /** The reason of each guard, or that it lets this browser in. */
  const answers = async (postern: Postern, headers: Record<string, string>) =>
    Promise.all(
      GUARDS.map(async (guard) => {
        const check = await postern[guard](request({ headers }));
        return check.ok ? "in" : check.reason;
      }),
    );

  test("grows with what they have shown", async () => {
    await using app = await testPostern();
    expect(new Set(await answers(app.postern, DOCUMENT))).toEqual(new Set(["not-logged-in"]));
    const { browser, link } = await app.register(EMAIL);
    const out = "unconfirmed";
    expect(await answers(app.postern, withCookies(browser))).toEqual(["in", out, out, out]);
    await browser.open(link);
    await browser.submit("/confirm");
    const confirmed = ["in", "in", "in", "not-admin"];
    expect(await answers(app.postern, withCookies(browser))).toEqual(confirmed);
    app.clock.forward("10 minutes");
    const later = ["in", "in", "password-needed", "not-admin"];
    expect(await answers(app.postern, withCookies(browser))).toEqual(later);
  });

  test("are administrators at checkAdmin(), and others are told so on a page", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    const asked = request({ headers: withCookies(browser) });
    const { response, location } = refusal(await app.postern.checkAdmin(asked));
    expect([response.status, location]).toEqual([403, undefined]);
    expect(await response.text()).toContain("This page is for administrators");
    const { context } = app.postern;
    await admin.setAdmin(
      context,
      { actor: "operator:root", reason: "a ticket" },
      app.user(EMAIL)!.id,
      true,
    );
    expect(await app.postern.checkAdmin(asked)).toMatchObject({ ok: true, user: { admin: true } });
  });
});
