// What a site knows of its users besides that they are its users: Postern's roles and its own.

import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { capturedMailbox, createPostern, sqliteStore } from "../../src/index.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import type { Browser } from "../../src/testing/browser.ts";

const EMAIL = "ada@example.com";

const requestOf = (browser: Browser): Request =>
  new Request("https://postern.example/desk", {
    headers: {
      accept: "text/html",
      cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; "),
    },
  });

async function staffed(options: Parameters<typeof testPostern>[0] = { roles: ["editor"] }) {
  const app = await testPostern(options);
  const browser = await app.confirmed(EMAIL);
  const { id } = app.user(EMAIL)!;
  const reason = async (role: string): Promise<string> => {
    const checked = await app.postern.checkRole(requestOf(browser), role);
    return checked.ok ? "in" : checked.reason;
  };
  return { app, browser, id, reason, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const rolesIn = async (app: TestPostern, browser: Browser) =>
  (await app.postern.session(requestOf(browser)))?.user.roles;

describe("checkRole()", () => {
  test("lets in whoever has the role, and answers the others with a page that says so", async () => {
    await using site = await staffed();
    const { app, browser, id } = site;
    const refused = await app.postern.checkRole(requestOf(browser), "editor");
    expect(refused).toMatchObject({ ok: false, reason: "role-missing", location: undefined });
    const { response } = refused as { response: Response };
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("does not have the role for it");
    await app.postern.users.addRole(id, "editor", { by: "team" });
    expect(await site.reason("editor")).toBe("in");
    expect(await rolesIn(app, browser)).toEqual(["editor"]);
    expect((await browser.json("GET", "/profile")).body).toMatchObject({
      user: { admin: false, roles: ["editor"] },
    });
  });

  test("counts an admin as support and viewer, support as viewer, and nobody as a role of the site's", async () => {
    await using site = await staffed();
    const { app, id } = site;
    const reasons = async () =>
      Promise.all(["viewer", "support", "admin", "editor"].map((role) => site.reason(role)));
    expect(await reasons()).toEqual(["role-missing", "role-missing", "not-admin", "role-missing"]);
    await app.postern.users.addRole(id, "support");
    expect(await reasons()).toEqual(["in", "in", "not-admin", "role-missing"]);
    await app.postern.users.addRole(id, "admin");
    expect(await reasons()).toEqual(["in", "in", "in", "role-missing"]);
  });

  test("sends whoever is not logged in, or not confirmed, where the other guards send them", async () => {
    await using app = await testPostern();
    const check = (browser: Browser) => app.postern.checkRole(requestOf(browser), "viewer");
    expect(await check(app.browser())).toMatchObject({ reason: "not-logged-in" });
    const { browser } = await app.register(EMAIL);
    expect(await check(browser)).toMatchObject({ reason: "unconfirmed" });
  });

  test("asks at every request: a role that is taken away ends the session", async () => {
    await using site = await staffed();
    const { app, id } = site;
    await app.postern.users.addRole(id, "support");
    expect(await site.reason("support")).toBe("in");
    await app.postern.users.removeRole(id, "support");
    expect(await site.reason("support")).toBe("not-logged-in");
  });

  test("is told of a role that the site does not have", async () => {
    await using site = await staffed();
    await expect(site.reason("author")).rejects.toThrow(
      "this site has no role author, only admin, support, viewer, editor",
    );
    await expect(site.app.postern.users.addRole(site.id, "author")).rejects.toThrow(TypeError);
  });
});

describe("a role of a user", () => {
  test("that the site has no longer stays stored, and nobody is shown it", async () => {
    await using site = await staffed({ roles: ["editor", "author"] });
    const { app, browser, id } = site;
    await app.postern.users.addRole(id, "editor");
    await app.postern.users.addRole(id, "author");
    // The site is started without it.
    Object.assign(app.postern.context.settings, { roles: ["author"] });
    expect(await rolesIn(app, browser)).toEqual(["author"]);
    expect((await app.postern.users.find(id))?.roles).toEqual(["author"]);
    await expect(site.app.postern.users.addRole(id, "editor")).rejects.toThrow("no role editor");
    Object.assign(app.postern.context.settings, { roles: ["author", "editor"] });
    expect(await rolesIn(app, browser)).toEqual(["author", "editor"]);
  });

  test("that an older version gave or took, while both run, counts at once", async () => {
    await using site = await staffed();
    const { app, browser } = site;
    app.database.exec("UPDATE users SET admin = 1");
    expect(await site.reason("admin")).toBe("in");
    expect(await rolesIn(app, browser)).toEqual(["admin"]);
    app.database.exec("UPDATE users SET admin = 0");
    expect(await site.reason("admin")).toBe("not-admin");
  });

  test("is in the audit log that the person reads", async () => {
    await using site = await staffed();
    await site.app.postern.users.addRole(site.id, "support", { by: "team", reason: "new" });
    expect((await site.browser.open("/profile/data")).text).toContain("Role added");
  });
});

test.for<[string, unknown, string]>([
  ["one of Postern's", ["admin"], '"admin" is no name for a role of your own'],
  ["a bad form", ["Editor"], '"Editor" is no name for a role of your own'],
  ["no list", "editor", "give a list of names"],
])("the option roles refuses %s at the start", async ([, roles, words]) => {
  const store = await sqliteStore(new DatabaseSync(":memory:"));
  const start = () =>
    createPostern({
      baseUrl: "https://app.example",
      secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
      store,
      mailer: capturedMailbox(),
      background: false,
      roles: roles as string[],
    });
  expect(start).toThrow(words);
});
