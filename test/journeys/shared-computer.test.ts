// Logging in on a shared computer: the session ends with the browser, and nothing of the person stays in it.

import { describe, expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import type { Browser, Page } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { OTHER_PASSWORD } from "../attacks/tools.ts";
import { setsUp, STEP, withTwoSteps } from "../second-factor/two-steps.ts";
import { wordsOf } from "./page.ts";

const ADA = "ada@example.com";
const SESSION = "__Host-postern-session";
const DEVICE = "__Host-postern-device";
const ADDRESS = "__Host-postern-address";

/** Whether the box of the login form is ticked. */
type Choice = "ticked" | "empty";

const login = (box: Choice = "ticked", password = PASSWORD) => ({
  email: ADA,
  password,
  ...(box === "ticked" && { shared: "yes" }),
});

/** Ada has an account, and logs in at a library. */
async function atLibrary(
  app: TestPostern,
  box: Choice = "ticked",
): Promise<{ readonly library: Browser; readonly page: Page }> {
  const library = app.browser();
  return { library, page: await library.submit("/login", login(box)) };
}

/** Whether the session that this answer began stays in the browser when it is closed. */
function remains(page: Page): boolean {
  const lines = page.way.flatMap(({ headers }) => headers.getSetCookie());
  const begun = lines.filter((line) => line.startsWith(`${SESSION}=`) && !line.includes("=;"));
  expect(begun).toHaveLength(1);
  return begun[0]!.includes("Max-Age=");
}

const isIn = async (browser: Browser): Promise<boolean> =>
  (await browser.json("GET", "/profile")).status === 200;

/** What the list of devices says about this one. */
async function isShared(browser: Browser): Promise<unknown> {
  const { body } = await browser.json("GET", "/profile/sessions");
  const sessions = body["sessions"] as { readonly current: boolean; readonly shared: boolean }[];
  return sessions.find(({ current }) => current)?.shared;
}

test("the session ends with the browser if the box was ticked, and lives for 30 days if not", async () => {
  await using app = await testPostern();
  await app.confirmed(ADA);
  expect(remains((await atLibrary(app)).page)).toBe(false);
  expect(remains((await atLibrary(app, "empty")).page)).toBe(true);
});

test("the form says what the box does, and keeps it ticked after a mistake", async () => {
  await using app = await testPostern({ sharedSessionIdle: "45 minutes" });
  await app.confirmed(ADA);
  const library = app.browser();
  const form = await library.open("/login");
  expect(wordsOf(form)).toContain(
    "This is a shared computer Then you are logged out when you close the browser, and after 45 minutes without use.",
  );
  const ticked = /<input[^>]* checked/;
  expect(form.text).not.toMatch(ticked);
  const wrong = await library.submit("/login", login("ticked", "not her password"));
  expect([wrong.status, ticked.test(wrong.text)]).toEqual([401, true]);
});

test("a program says the same by the same field, and nothing else by it", async () => {
  await using app = await testPostern();
  await app.confirmed(ADA);
  const program = app.browser();
  const { headers } = await program.json("POST", "/login", login());
  expect(headers.get("set-cookie")).not.toContain("Max-Age=2");
  expect(await isShared(program)).toBe(true);
  const odd = await app.browser().json("POST", "/login", { ...login(), shared: "true" });
  expect([odd.status, Object.keys(odd.body["fields"] ?? {})]).toEqual([422, ["shared"]]);
  const empty = app.browser();
  expect((await empty.json("POST", "/login", { ...login(), shared: "" })).status).toBe(200);
  expect(await isShared(empty)).toBe(false);
});

describe("without use", () => {
  test("the session ends after two hours, whatever a browser restores", async () => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    const { library } = await atLibrary(app);
    const { library: home } = await atLibrary(app, "empty");
    for (let hours = 0; hours < 6; hours += 1) {
      app.clock.forward("119 minutes");
      expect(await isIn(library)).toBe(true);
    }
    app.clock.forward("2 hours");
    expect(await isIn(library)).toBe(false);
    expect(await isIn(home)).toBe(true);
  });

  test("it ends after what the site chose, and is in use all the while it is used", async () => {
    await using app = await testPostern({ sharedSessionIdle: "4 minutes" });
    await app.confirmed(ADA);
    const { library } = await atLibrary(app);
    for (let minutes = 0; minutes < 9; minutes += 1) {
      app.clock.forward("1 minute");
      expect(await isIn(library)).toBe(true);
    }
    app.clock.forward("4 minutes");
    expect(await isIn(library)).toBe(false);
  });

  test("it never lasts longer than another", async () => {
    await using app = await testPostern({ sessionIdle: "1 hour" });
    await app.confirmed(ADA);
    const { library } = await atLibrary(app);
    app.clock.forward("1 hour");
    expect(await isIn(library)).toBe(false);
  });

  test("it is on no list any more, and is deleted", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    await atLibrary(app);
    const count = async () =>
      ((await ada.json("GET", "/profile/sessions")).body["sessions"] as unknown[]).length;
    expect(await count()).toBe(2);
    app.clock.forward("2 hours");
    await ada.submit("/login/again", { password: PASSWORD });
    expect(await count()).toBe(1);
    const rows = () =>
      app.database.prepare("SELECT COUNT(*) AS count FROM sessions").get()?.["count"];
    expect(rows()).toBe(2);
    await clearAway(app.postern.context);
    expect(rows()).toBe(1);
  });
});

test("the list of devices says which are shared, for people and programs", async () => {
  await using app = await testPostern();
  const ada = await app.confirmed(ADA);
  await atLibrary(app);
  const words = wordsOf(await ada.open("/profile/sessions"));
  expect(words.match(/from [\d.]+( · on a shared computer)?/g)).toEqual([
    expect.stringMatching(/^from [\d.]+$/),
    expect.stringMatching(/^from [\d.]+ · on a shared computer$/),
  ]);
});

/** Everything after which a session continues under a new id. */
const renewals: Readonly<Record<string, (app: TestPostern, browser: Browser) => Promise<Page>>> = {
  "the password is asked for again": (_, browser) =>
    browser.submit("/login/again", { password: PASSWORD }),
  "the password is changed": (_, browser) =>
    browser.submit("/profile/password", { currentPassword: PASSWORD, password: OTHER_PASSWORD }),
  "a second factor is set up": async (app, browser) => (await setsUp(app, browser)).page,
  "the second factor is shown once more": async (app, browser) => {
    const { code } = await setsUp(app, browser);
    return browser.submit(STEP, { code: code() });
  },
  "the address is changed": async (app, browser) => {
    app.clock.forward("2 minutes");
    await browser.submit("/profile/email", { email: "ada@example.org" });
    await browser.open((await app.mailTo("ada@example.org")).links[0]!);
    return browser.submit("/change-email");
  },
};

describe.for(["ticked", "empty"] as const)(
  "a session that began with the box %s stays so",
  (box) => {
    test.for(Object.entries(renewals))("after %s", async ([, renew]) => {
      await using app = await testPostern();
      await app.confirmed(ADA);
      const { library } = await atLibrary(app, box);
      const before = library.jar.get(SESSION);
      const page = await renew(app, library);
      expect([page.status, library.jar.get(SESSION) === before]).toEqual([200, false]);
      expect(remains(page)).toBe(box === "empty");
      expect(await isShared(library)).toBe(box === "ticked");
      expect(library.jar.has(DEVICE)).toBe(box === "empty");
    });

    test("after the second step of the login", async () => {
      await using app = await testPostern();
      const { code } = await withTwoSteps(app);
      const { library, page } = await atLibrary(app, box);
      expect([page.path, remains(page)]).toEqual([STEP, box === "empty"]);
      const done = await library.submit(STEP, { code: code() });
      expect(remains(done)).toBe(box === "empty");
      expect(await isShared(library)).toBe(box === "ticked");
      expect(library.jar.has(DEVICE)).toBe(box === "empty");
    });

    test.for(["link", "code"] as const)("after confirming with the %s", async (way) => {
      await using app = await testPostern();
      const { link, code } = await app.register(ADA);
      const { library } = await atLibrary(app, box);
      if (way === "link") await library.open(link);
      const confirmed = await (way === "link"
        ? library.submit("/confirm")
        : library.submit("/unconfirmed/code", { code }));
      expect(remains(confirmed)).toBe(box === "empty");
      expect(await isShared(library)).toBe(box === "ticked");
      expect(library.jar.has(DEVICE)).toBe(box === "empty");
    });
  },
);

test("a registration in a browser that is on a shared computer begins a session of the same kind", async () => {
  await using app = await testPostern();
  await app.confirmed(ADA);
  const { library } = await atLibrary(app);
  const page = await library.submit("/register", { email: "bob@example.com", password: PASSWORD });
  expect(remains(page)).toBe(false);
});

describe("what stays in the browser", () => {
  test("is no mark of a known device", async () => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    const { library } = await atLibrary(app);
    expect(library.jar.has(DEVICE)).toBe(false);
    const { library: home } = await atLibrary(app, "empty");
    expect(home.jar.has(DEVICE)).toBe(true);
  });

  test("is nothing that would spare the second factor", async () => {
    await using app = await testPostern();
    const { code } = await withTwoSteps(app);
    const rows = () =>
      app.database.prepare("SELECT COUNT(*) AS count FROM remembered_browsers").get()?.["count"];
    for (const box of ["ticked", "empty"] as const) {
      const { library } = await atLibrary(app, box);
      const asked = await library.open(STEP);
      expect(asked.text.includes('name="remember"')).toBe(box === "empty");
      await library.submit(STEP, { code: code(), remember: "yes" });
      app.clock.forward("30 seconds");
      expect(await isShared(library)).toBe(box === "ticked");
      expect(library.jar.has("__Host-postern-remembered")).toBe(box === "empty");
      expect(rows()).toBe(box === "empty" ? 1 : 0);
    }
  });

  test("is no address, whether the login succeeds, fails, or the password is forgotten", async () => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    for (const extra of [{}, { password: "not her password" }, { forgot: "yes" }]) {
      const library = app.browser();
      await library.submit("/login", { ...login("empty"), password: "a mistake" });
      expect(library.jar.has(ADDRESS)).toBe(true);
      await library.submit("/login", { ...login(), ...extra });
      expect([extra, library.jar.has(ADDRESS)]).toEqual([extra, false]);
    }
  });

  test("is no address while the user waits to confirm it", async () => {
    await using app = await testPostern();
    await app.register(ADA);
    const { library, page } = await atLibrary(app);
    expect([page.path, library.jar.has(ADDRESS)]).toEqual(["/unconfirmed", false]);
    const { library: home } = await atLibrary(app, "empty");
    expect(home.jar.has(ADDRESS)).toBe(true);
  });

  test("is no mark and no address after a reset in the same browser", async () => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    const { library } = await atLibrary(app);
    await library.submit("/forgot", { email: ADA });
    await library.open((await app.mailTo(ADA)).links[0]!);
    const reset = await library.submit("/reset", { password: OTHER_PASSWORD });
    expect(reset.path).toBe("/login");
    expect([library.jar.has(DEVICE), library.jar.has(ADDRESS)]).toEqual([false, false]);
  });
});
