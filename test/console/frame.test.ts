// The frame of the console: who gets in, and on which host.

import { describe, expect, test } from "vitest";
import { browserOf } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { STAFF, staffed } from "./staff.ts";

describe("the console", () => {
  test("is open to staff, and shows what waits for somebody", async () => {
    await using site = await staffed();
    for (const role of STAFF) {
      const page = await site.browsers[role].open("/admin");
      expect([page.path, page.heading]).toEqual(["/admin", "Overview"]);
      expect(page.text).toContain("Mails waiting");
    }
    const { body } = await site.browsers.viewer.json("GET", "/admin");
    expect(body).toMatchObject({ mails: { waiting: 0, parked: 0, failed: 0 }, sendingHeld: false });
    expect((await site.browsers.viewer.open("/profile")).text).toContain("Console");
  });

  test("is no page to users without a role, whatever they send, and the link to it is not on their profile", async () => {
    await using site = await staffed();
    const { user } = site.browsers;
    expect((await user.open("/profile")).text).not.toContain("Console");
    const unknown = await user.json("GET", "/nowhere");
    for (const [method, path] of [
      ["GET", "/admin"],
      ["POST", "/admin"],
    ] as const) {
      const answer = await user.json(method, path, method === "POST" ? { odd: "1" } : undefined);
      expect([method, answer.status, answer.body]).toEqual([method, 404, unknown.body]);
    }
    expect((await user.open("/admin")).heading).toBe((await user.open("/nowhere")).heading);
  });

  test("sends whoever is not logged in to log in, and back", async () => {
    await using site = await staffed();
    const { anonymous } = site.browsers;
    expect((await anonymous.open("/admin")).path).toBe("/login?next=%2Fadmin");
    const login = { email: "viewer@example.com", password: PASSWORD, next: "/admin" };
    expect((await anonymous.submit("/login", login)).path).toBe("/admin");
  });

  test("asks for a second factor where staff need one", async () => {
    await using site = await staffed({ secondFactor: "required" });
    expect((await site.browsers.admin.open("/admin")).path).toContain("/profile/two-step");
  });

  test("closes at once for somebody whose role is taken away", async () => {
    await using site = await staffed();
    const { id } = site.app.user("viewer@example.com")!;
    await site.app.postern.users.removeRole(id, "viewer");
    expect((await site.browsers.viewer.open("/admin")).path).toContain("/login");
  });

  test("is not there where a site has none, as in the library unless it asks for one", async () => {
    await using site = await staffed({ admin: false });
    expect((await site.browsers.admin.open("/admin")).status).toBe(404);
    expect((await site.browsers.admin.open("/profile")).text).not.toContain("Console");
    expect(site.app.postern.handles(new Request("https://postern.example/admin"))).toBe(false);
  });

  test("says that a copy of a site sends nothing", async () => {
    await using site = await staffed();
    const copy = await testPostern({
      database: site.app.database,
      baseUrl: "https://copy.example",
    });
    await copy.postern.deliver();
    const browser = copy.browser();
    await browser.submit("/login", { email: "viewer@example.com", password: PASSWORD });
    expect((await browser.open("/admin")).text).toContain("sends no mail and no events");
    expect((await browser.json("GET", "/admin")).body).toMatchObject({ sendingHeld: true });
  });
});

describe("a console with a host of its own", () => {
  const HOST = "admin.postern.example";

  const elsewhere = (app: Awaited<ReturnType<typeof staffed>>["app"]) =>
    browserOf(
      (request) => app.postern.fetch(request, { address: "198.51.100.99" }),
      `https://${HOST}`,
    );

  test("is on that host alone, where people log in for it", async () => {
    await using site = await staffed({ admin: { host: HOST } });
    expect((await site.browsers.admin.open("/admin")).status).toBe(404);
    expect((await site.browsers.anonymous.open("/admin")).status).toBe(404);
    const browser = elsewhere(site.app);
    expect((await browser.open("/admin")).path).toBe("/login?next=%2Fadmin");
    const login = { email: "admin@example.com", password: PASSWORD, next: "/admin" };
    const page = await browser.submit("/login", login);
    expect([page.path, page.heading]).toEqual(["/admin", "Overview"]);
  });

  test("takes no form from a page of another host, not even from the site's own", async () => {
    await using site = await staffed({ admin: { host: HOST } });
    const post = (host: string, origin: string) =>
      site.app.postern.fetch(
        new Request(`https://${host}/logout`, { method: "POST", headers: { origin } }),
        { address: "198.51.100.98" },
      );
    const [own, admin] = ["https://postern.example", `https://${HOST}`];
    expect((await post(HOST, admin)).status).not.toBe(403);
    expect((await post(HOST, own)).status).toBe(403);
    expect((await post("postern.example", admin)).status).toBe(403);
    expect((await post("postern.example", own)).status).not.toBe(403);
  });
});
