import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { countingHasher } from "../attacks/tools.ts";
import { formsIn, linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile/15E148 Safari/604.1";

type Listed = {
  readonly id: string;
  readonly browser: string;
  readonly client: string;
  readonly lastSeenOn: string;
  readonly current: boolean;
};

/** Ada at her desk, and on her phone a quarter of an hour later. */
async function twoDevices(app: TestPostern) {
  const desk = await app.confirmed(EMAIL);
  app.clock.forward("15 minutes");
  const phone = app.browser({ client: "203.0.113.9", userAgent: PHONE });
  await phone.submit("/login", { email: EMAIL, password: PASSWORD });
  return { desk, phone };
}

const listed = async (browser: Browser): Promise<readonly Listed[]> =>
  (await browser.json("GET", "/profile/sessions")).body["sessions"] as Listed[];

const isIn = async (browser: Browser): Promise<boolean> =>
  (await browser.json("GET", "/profile")).status === 200;

test("whoever is logged in nowhere else is told so", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  expect(linksIn(await browser.open("/profile"))).toContain("/profile/sessions");
  const page = await browser.open("/profile/sessions");
  expect(page.heading).toBe("Where you are logged in");
  expect(wordsOf(page)).toContain("You are only logged in here.");
  expect(formsIn(page)).toEqual([]);
});

test("the list says which browser, since when, last used when, and from where", async () => {
  await using app = await testPostern();
  const { phone } = await twoDevices(app);
  const words = wordsOf(await phone.open("/profile/sessions"));
  expect(words).toMatch(
    /^Where you are logged in Safari on iPhone This device Logged in just now · last used just now · from 203\.0\.113\.9 Firefox on Linux Logged in 15 minutes ago/,
  );
});

test("exact times stand behind the relative ones, for eyes and for programs", async () => {
  await using app = await testPostern();
  const { phone } = await twoDevices(app);
  expect((await phone.open("/profile/sessions")).text).toContain(
    'Logged in <time datetime="2026-11-22T13:05:00.000Z" title="22 November 2026, 13:05 (UTC)">15 minutes ago</time>',
  );
});

test("every button that logs a device out has a name of its own, even for devices that are alike", async () => {
  await using app = await testPostern();
  const { phone } = await twoDevices(app);
  for (let more = 0; more < 3; more += 1)
    await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
  const page = await phone.open("/profile/sessions");
  const names = [...page.text.matchAll(/<button[^>]*>(Log out<span[\s\S]*?)<\/button>/g)].map(
    ([, name = ""]) => name.replace(/<[^>]+>/g, ""),
  );
  expect(names).toHaveLength(4);
  expect(names).toContain("Log out Firefox on Linux, logged in 22 November 2026, 13:20 (UTC)");
  expect(new Set(names).size).toBe(4);
});

test("when a device was last used is told to ten minutes", async () => {
  await using app = await testPostern();
  const { desk, phone } = await twoDevices(app);
  const lastSeenOfPhone = async () =>
    (await listed(phone)).find(({ current }) => current)!.lastSeenOn;
  app.clock.forward("9 minutes");
  expect(await isIn(phone)).toBe(true);
  expect(await lastSeenOfPhone()).toBe("2026-11-22T13:20:00.000Z");
  app.clock.forward("1 minute");
  expect(await isIn(phone)).toBe(true);
  await desk.submit("/login", { email: EMAIL, password: PASSWORD });
  const seen = (await listed(desk)).find(({ client }) => client === "203.0.113.9")!;
  expect(seen.lastSeenOn).toBe("2026-11-22T13:30:00.000Z");
});

test("a program reads the same list, and nothing in it opens a session", async () => {
  await using app = await testPostern();
  const { phone } = await twoDevices(app);
  const answer = await phone.json("GET", "/profile/sessions");
  expect(answer.body["sessions"]).toEqual([
    {
      id: expect.any(String) as string,
      browser: "Safari on iPhone",
      createdOn: "2026-11-22T13:20:00.000Z",
      lastSeenOn: "2026-11-22T13:20:00.000Z",
      client: "203.0.113.9",
      shared: false,
      current: true,
    },
    {
      id: expect.any(String) as string,
      browser: "Firefox on Linux",
      createdOn: "2026-11-22T13:05:00.000Z",
      lastSeenOn: "2026-11-22T13:05:00.000Z",
      client: expect.stringMatching(/^198\.51\.100\./) as string,
      shared: false,
      current: false,
    },
  ]);
  const stranger = app.browser();
  for (const { id } of await listed(phone)) {
    stranger.jar.set("__Host-postern-session", id);
    expect(await isIn(stranger)).toBe(false);
  }
});

test("one device is logged out from another, at once", async () => {
  await using app = await testPostern();
  const { desk, phone } = await twoDevices(app);
  const page = await phone.open("/profile/sessions");
  const [action] = formsIn(page);
  expect(action).toMatch(/^\/profile\/sessions\/[\w-]+\/end$/);
  expect(page.text).toMatch(/Log out<span[^>]*> Firefox on Linux, logged in 22 November/);
  const after = await phone.submit(action!);
  expect(after.path).toBe("/profile/sessions");
  expect(after.text).toContain("That device is logged out.");
  expect(wordsOf(after)).toContain("You are only logged in here.");
  expect([await isIn(desk), await isIn(phone)]).toEqual([false, true]);
});

test("all other devices are logged out with one press", async () => {
  await using app = await testPostern();
  const { desk, phone } = await twoDevices(app);
  const tablet = app.browser();
  await tablet.submit("/login", { email: EMAIL, password: PASSWORD });
  const page = await phone.open("/profile/sessions");
  expect(formsIn(page)).toContain("/profile/sessions/end-others");
  const after = await phone.submit("/profile/sessions/end-others");
  expect(after.text).toContain("All other devices are logged out.");
  expect([await isIn(desk), await isIn(tablet), await isIn(phone)]).toEqual([false, false, true]);
});

test("a program ends one, or all others, and is answered 204", async () => {
  await using app = await testPostern();
  const { desk, phone } = await twoDevices(app);
  const other = (await listed(phone)).find((session) => !session.current)!;
  expect((await phone.json("POST", `/profile/sessions/${other.id}/end`)).status).toBe(204);
  expect(await isIn(desk)).toBe(false);
  expect((await phone.json("POST", "/profile/sessions/end-others")).status).toBe(204);
  expect(await isIn(phone)).toBe(true);
});

test("nobody ends a session of somebody else, and an unknown id is not found", async () => {
  await using app = await testPostern();
  const ada = await app.confirmed(EMAIL);
  const grace = await app.confirmed("grace@example.com");
  const [hers] = await listed(grace);
  for (const id of [hers!.id, "AAAAAAAAAAAAAAAAAAAAAA", "x"]) {
    const answer = await ada.json("POST", `/profile/sessions/${id}/end`);
    expect(answer).toMatchObject({ status: 404, body: { reason: "not-found" } });
    expect((await ada.submit(`/profile/sessions/${id}/end`)).heading).toBe("Page not found");
  }
  expect(await isIn(grace)).toBe(true);
});

test("a session that was ended cannot be ended again", async () => {
  await using app = await testPostern();
  const { phone } = await twoDevices(app);
  const other = (await listed(phone)).find((session) => !session.current)!;
  await phone.json("POST", `/profile/sessions/${other.id}/end`);
  expect((await phone.json("POST", `/profile/sessions/${other.id}/end`)).status).toBe(404);
});

test("sessions that ran out are not in the list", async () => {
  await using app = await testPostern();
  await twoDevices(app);
  app.clock.forward("14 days");
  const laptop = app.browser();
  await laptop.submit("/login", { email: EMAIL, password: PASSWORD });
  expect(await listed(laptop)).toHaveLength(1);
});

describe("the password has to have been typed in the last ten minutes", () => {
  test("otherwise people are asked for it, and come back", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    app.clock.forward("10 minutes");
    const again = await browser.open("/profile/sessions");
    expect(again.path).toBe("/login/again?next=%2Fprofile%2Fsessions");
    const page = await browser.submit("/login/again", {
      password: PASSWORD,
      next: "/profile/sessions",
    });
    expect(page.heading).toBe("Where you are logged in");
  });

  test("otherwise programs are told 403, for reading and for ending", async () => {
    await using app = await testPostern();
    const { desk, phone } = await twoDevices(app);
    const [session] = await listed(phone);
    const refused = { status: 403, body: { reason: "password-needed" } };
    expect(await desk.json("GET", "/profile/sessions")).toMatchObject(refused);
    expect(await desk.json("POST", `/profile/sessions/${session!.id}/end`)).toMatchObject(refused);
    expect(await desk.json("POST", "/profile/sessions/end-others")).toMatchObject(refused);
    expect([await isIn(desk), await isIn(phone)]).toEqual([true, true]);
  });
});

test("an unconfirmed user has no list to see", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  expect((await browser.open("/profile/sessions")).path).toBe("/unconfirmed");
  expect(await browser.json("GET", "/profile/sessions")).toMatchObject({
    status: 403,
    body: { reason: "unconfirmed" },
  });
  expect((await app.browser().json("GET", "/profile/sessions")).status).toBe(401);
});

test("logging out ends the session itself, not only the cookie", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const copy = app.browser();
  for (const [name, value] of browser.jar) copy.jar.set(name, value);
  expect(await isIn(copy)).toBe(true);
  await browser.submit("/logout");
  expect(await isIn(copy)).toBe(false);
});

test("ending sessions leaves a line in the audit log", async () => {
  await using app = await testPostern();
  const { phone } = await twoDevices(app);
  const other = (await listed(phone)).find((session) => !session.current)!;
  await phone.json("POST", `/profile/sessions/${other.id}/end`);
  await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
  await phone.json("POST", "/profile/sessions/end-others");
  const acts = app.database.prepare("SELECT act FROM audit ORDER BY rowid DESC LIMIT 3").all();
  expect(acts.map(({ act }) => act)).toEqual([
    "other-sessions-ended",
    "logged-in",
    "session-ended",
  ]);
});

/** Logs in this many more times, each in a browser of its own, one second apart. */
async function logInOften(app: TestPostern, often: number): Promise<readonly Browser[]> {
  const browsers: Browser[] = [];
  for (let time = 0; time < often; time += 1) {
    app.clock.forward("1 second");
    const browser = app.browser();
    await browser.submit("/login", { email: EMAIL, password: PASSWORD });
    browsers.push(browser);
  }
  return browsers;
}

const quick = { passwordHasher: countingHasher(), limits: "off" } as const;

test("a long list is read in pages: this device, then the last used, each of them once", async () => {
  await using app = await testPostern(quick);
  const first = await app.confirmed(EMAIL);
  await logInOften(app, 44);
  const { body } = await first.json("GET", "/profile/sessions");
  const pages = [body];
  for (let next = body["next"] as string | null; next !== null;) {
    const page = await first.json("GET", next);
    pages.push(page.body);
    next = page.body["next"] as string | null;
  }
  const ids = pages.map((page) => page["sessions"] as readonly Listed[]);
  expect(ids.map(({ length }) => length)).toEqual([20, 20, 5]);
  expect(new Set(ids.flat().map(({ id }) => id)).size).toBe(45);
  expect(ids.flat().map(({ current }) => current)).toEqual([
    true,
    ...Array.from({ length: 44 }, () => false),
  ]);
  const times = ids
    .flat()
    .slice(1)
    .map(({ lastSeenOn }) => lastSeenOn);
  expect(times).toEqual(times.toSorted().toReversed());
  const page = await first.open("/profile/sessions");
  expect(wordsOf(page)).toContain("This device");
  const older = linksIn(page).find((path) => path.startsWith("/profile/sessions?after="))!;
  const second = await first.open(older);
  expect(wordsOf(second)).not.toContain("This device");
  expect(wordsOf(second)).not.toContain("only logged in here");
  expect(linksIn(second)).toContain("/profile/sessions");
  expect(formsIn(second)).toContain("/profile/sessions/end-others");
});

test("a place in the list that was made up or cut off is refused, with the way to its beginning", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  for (const after of ["", "1", "x.y", "1.'", "9".repeat(400)]) {
    const path = `/profile/sessions?after=${encodeURIComponent(after)}`;
    const refused = { status: 422, body: { reason: "odd-cursor" } };
    expect(await browser.json("GET", path)).toMatchObject(refused);
    const page = await browser.open(path);
    expect([page.status, linksIn(page).includes("/profile/sessions")]).toEqual([422, true]);
  }
  expect(await listed(browser)).toHaveLength(1);
});

test("a user has a hundred sessions at most, and the least recently used ends", async () => {
  await using app = await testPostern(quick);
  const first = await app.confirmed(EMAIL);
  const [second] = await logInOften(app, 99);
  expect([await isIn(first), await isIn(second!)]).toEqual([true, true]);
  app.clock.forward("15 minutes");
  expect(await isIn(first)).toBe(true);
  const [newest] = await logInOften(app, 1);
  expect([await isIn(first), await isIn(second!), await isIn(newest!)]).toEqual([
    true,
    false,
    true,
  ]);
  const line = app.database
    .prepare("SELECT actor, detail FROM audit WHERE act = 'session-ended'")
    .all();
  expect(line).toEqual([{ actor: "system", detail: "1 least recently used, beyond 100" }]);
});

test("an installation says how many sessions a user has at most", async () => {
  await using app = await testPostern({ ...quick, sessionsPerUser: 2 });
  const first = await app.confirmed(EMAIL);
  const [second, third] = await logInOften(app, 2);
  expect([await isIn(first), await isIn(second!), await isIn(third!)]).toEqual([false, true, true]);
});
