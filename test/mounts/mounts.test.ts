// Every mount is used on its real framework, over a real socket: the way in, the guards, and what frameworks tend to change.

import { connect } from "node:net";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import * as admin from "../../src/features/admin/admin.ts";
import { browserOf } from "../../src/testing/browser.ts";
import { listen, overTheWire } from "../../src/testing/listen.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { listens } from "../listening.ts";
import { FRAMEWORKS, type Building } from "./sites.ts";

const EMAIL = "ada@example.com";
const SCRIPT = { accept: "*/*", "sec-fetch-dest": "empty" };

describe.each(FRAMEWORKS)("%s", (name, build) => {
  /** The site, served on a free port. */
  async function site(building: Building = {}, background = false) {
    let listener: Awaited<ReturnType<typeof build>> = () => {};
    const server = await listen(() => listener);
    // Nest puts all middleware before all routes, so Postern's home page would be the site's.
    const routes = name.startsWith("Nest") ? { home: false } : {};
    const baseUrl = `${server.url}${building.basePath ?? ""}`;
    const app = await testPostern({ baseUrl, routes, background });
    listener = await build(app.postern, building);
    const browser = browserOf(overTheWire, server.url);
    return {
      app,
      browser,
      url: server.url,
      async confirm() {
        await browser.submit("/register", { email: EMAIL, password: PASSWORD });
        await browser.open((await app.mailTo(EMAIL)).links[0]!);
        return browser.submit("/confirm");
      },
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await app[Symbol.asyncDispose]();
      },
    };
  }

  test("a person comes to a guarded page, registers, confirms, and is back; then logs out and in", async () => {
    await using served = await site();
    const { app, browser } = served;
    const next = "/dashboard?week=3";
    const login = await browser.open(next);
    expect(login.path).toBe(`/login?next=${encodeURIComponent(next)}`);
    expect(login.text).toContain("Log in to go on.");
    await browser.submit("/register", { email: EMAIL, password: PASSWORD, next });
    expect((await browser.open(next)).heading).toBe("Check your email");
    await browser.open((await app.mailTo(EMAIL)).links[0]!);
    expect((await browser.submit("/confirm")).text).toContain(`href="${next}"`);
    expect((await browser.open(next)).text).toBe(`for ${EMAIL}`);
    await browser.submit("/logout");
    expect((await browser.open(next)).heading).toBe("Log in");
    const back = await browser.submit("/login", { email: EMAIL, password: PASSWORD, next });
    expect([back.path, back.text]).toEqual([next, `for ${EMAIL}`]);
  });

  test("each guard lets in whom it is for, and a script is told instead of being sent", async () => {
    await using served = await site();
    const { app, browser } = served;
    const answers = async () =>
      Promise.all(
        ["/me", "/dashboard", "/safe", "/staff", "/desk"].map(async (path) => {
          const response = await browser.request(path, { headers: SCRIPT });
          const text = await response.text();
          return response.ok ? text : (JSON.parse(text) as { reason: string }).reason;
        }),
      );
    expect(new Set(await answers())).toEqual(new Set(["not-logged-in"]));
    await served.confirm();
    const user = `for ${EMAIL}`;
    expect(await answers()).toEqual([user, user, user, "not-admin", "role-missing"]);
    app.clock.forward("10 minutes");
    expect(await answers()).toEqual([user, user, "password-needed", "not-admin", "role-missing"]);
    const operator = { actor: "operator:root", reason: "a ticket" };
    await admin.setAdmin(app.postern.context, operator, app.user(EMAIL)!.id, true);
    expect((await answers()).slice(-2)).toEqual([user, user]);
  });

  test("a form that is sent without a session leads to the login page, and back to the form", async () => {
    await using served = await site();
    const response = await served.browser.request("/dashboard", {
      method: "POST",
      headers: { accept: "text/html", referer: `${served.url}/dashboard?week=3` },
      body: new URLSearchParams({ name: "Ada" }),
    });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(
      `${served.url}/login?next=%2Fdashboard%3Fweek%3D3`,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("cookies that one answer sets and clears all arrive, beside the host's own", async () => {
    await using served = await site();
    const { browser } = served;
    await served.confirm();
    await browser.submit("/logout");
    await browser.submit("/forgot", { email: EMAIL });
    const answer = await browser.submit("/login", { email: EMAIL, password: PASSWORD });
    const lines = answer.way[0]!.headers.getSetCookie();
    const set = lines.map((line) => [line.split("=")[0], line.includes("Max-Age=0")]);
    expect(set).toEqual(
      expect.arrayContaining([
        ["postern-session", false],
        ["postern-device", false],
        ["postern-address", true],
        ["theme", false],
      ]),
    );
    expect(set).toHaveLength(4);
    const guarded = await browserOf(overTheWire, served.url).request("/dashboard", {
      headers: { accept: "text/html" },
    });
    const names = guarded.headers.getSetCookie().map((line) => line.split("=")[0]);
    expect(new Set(names)).toEqual(new Set(["postern-notice", "theme"]));
  });

  test("HEAD has the headers of GET and no body, and nothing is ever 304", async () => {
    await using served = await site();
    const [head, get] = await Promise.all(
      ["HEAD", "GET"].map((method) => fetch(`${served.url}/login`, { method })),
    );
    expect(head!.status).toBe(200);
    expect(await head!.text()).toBe("");
    for (const header of ["content-type", "cache-control", "content-security-policy"])
      expect(head!.headers.get(header)).toBe(get!.headers.get(header));
    const conditional = {
      "if-none-match": "*",
      "if-modified-since": new Date(2100, 0).toUTCString(),
    };
    const again = await fetch(`${served.url}/login`, { headers: conditional });
    expect(again.status).toBe(200);
    expect(again.headers.get("etag")).toBeNull();
  });

  test("a download that is made as it is read arrives whole", async () => {
    await using served = await site();
    await served.confirm();
    const file = await served.browser.request("/profile/data?download=json");
    expect(file.headers.get("content-disposition")).toContain("postern-data.json");
    expect(JSON.parse(await file.text())).toMatchObject({ user: { email: EMAIL } });
  });

  test("a waiting page is told when to look again, and one that was left leaves nothing behind", async () => {
    await using served = await site({}, true);
    const { app, browser } = served;
    const { news } = app.postern.context;
    await browser.submit("/register", { email: EMAIL, password: PASSWORD });
    await (await listens(browser)).leave();
    await expect.poll(() => news.count()).toBe(0);
    const heard = await listens(browser);
    const operator = { actor: "operator:root", reason: "a ticket" };
    await admin.confirmUser(app.postern.context, operator, app.user(EMAIL)!.id);
    await news.turn();
    expect((await heard.rest()).replaceAll(":\n\n", "")).toBe("data: look\n\n");
    expect(app.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("a sender who hangs up in the middle of a body breaks nothing", async () => {
    await using served = await site();
    const { hostname, port } = new URL(served.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(
      `POST /register HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"em`,
      () => socket.destroy(),
    );
    await once(socket, "close");
    expect((await served.browser.open("/login")).heading).toBe("Log in");
    expect(served.app.log).toEqual([]);
  });

  test("the site keeps its own home page and its own 404", async () => {
    await using served = await site();
    expect((await served.browser.open("/")).text).toBe("the site's own home");
    const lost = await served.browser.request("/elsewhere");
    expect(lost.status).toBe(404);
    if (!name.startsWith("Nest")) expect(await lost.text()).toBe("the site's own 404");
  });

  test("below a path, it answers there and nowhere else, and the guards lead there", async () => {
    await using served = await site({ basePath: "/auth" });
    const { app, browser } = served;
    const login = await browser.open("/dashboard");
    expect(login.path).toBe("/auth/login?next=%2Fdashboard");
    await browser.submit("/auth/register", {
      email: EMAIL,
      password: PASSWORD,
      next: "/dashboard",
    });
    await browser.open((await app.mailTo(EMAIL)).links[0]!);
    await browser.submit("/auth/confirm");
    expect((await browser.open("/dashboard")).text).toBe(`for ${EMAIL}`);
    expect((await browser.request("/login")).status).toBe(404);
  });

  test("the client is whom a trusted proxy names, and nobody else", async () => {
    for (const [trustedProxies, client] of [
      [["127.0.0.0/8", "::1"], "203.0.113.9"],
      [[], expect.stringMatching(/^(?:::1|127\.0\.0\.1)$/)],
    ] as const) {
      await using served = await site({ trustedProxies });
      await fetch(`${served.url}/register`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": "203.0.113.9" },
        body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
      });
      const session = served.app.database.prepare("SELECT client FROM sessions").get();
      expect(session?.["client"]).toEqual(client);
    }
  });

  test.runIf(/Express|Koa/.test(name))(
    "a body that was parsed before Postern is taken as it was understood",
    async () => {
      await using served = await site({ parsesBodies: true });
      expect((await served.confirm()).heading).toBe("Your email address is confirmed");
      const other = browserOf(overTheWire, served.url);
      const answer = await other.json("POST", "/login", { email: EMAIL, password: PASSWORD });
      expect(answer.status).toBe(200);
      const twice = await other.request("/login", {
        method: "POST",
        headers: { "sec-fetch-site": "same-origin", accept: "application/json" },
        body: new URLSearchParams([
          ["email", EMAIL],
          ["email", "eve@example.com"],
        ]),
      });
      expect(twice.status).toBe(422);
      expect(served.app.log.filter(({ level }) => level !== "info")).toEqual([]);
    },
  );

  test.runIf(/node|Express|Koa/.test(name))(
    "a body that was read before Postern, and is lost, is a mistake of the host's: told to it once, in words",
    async () => {
      await using served = await site({ swallowsBodies: true });
      for (let times = 0; times < 2; times += 1) {
        const answer = await served.browser.json("POST", "/register", { email: EMAIL });
        expect(answer.status).toBe(500);
        expect(answer.body["fix"]).toContain("Mount Postern before");
      }
      const told = served.app.log.filter(({ event }) => event === "hint");
      expect(told).toHaveLength(1);
      expect((await served.browser.open("/login")).heading).toBe("Log in");
    },
  );

  test.runIf(/Nest/.test(name))(
    "a site's filter for every exception never answers after a guard did",
    async () => {
      const exceptions: unknown[] = [];
      await using served = await site({ onException: (error) => exceptions.push(error) });
      expect((await served.browser.open("/dashboard")).heading).toBe("Log in");
      expect((await served.browser.json("GET", "/staff")).status).toBe(401);
      expect(exceptions).toEqual([]);
    },
  );
});
