import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { argon2Hasher } from "../../src/adapters/argon2-hasher.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { countingHasher } from "../attacks/tools.ts";
import { joined } from "../../src/features.ts";
import { begins } from "../second-factor/lost.ts";
import { pending, STEP, withTwoSteps } from "../second-factor/two-steps.ts";
import { linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

/** Ada, who registered, asked for a reset, and asked to move. */
async function busyAda(app: TestPostern) {
  const { browser, link, code } = await app.register(EMAIL);
  await browser.open(link);
  await browser.submit("/confirm");
  app.clock.forward("2 minutes");
  await browser.submit("/forgot", { email: EMAIL });
  await browser.submit("/profile/email", { email: "ada@example.org" });
  const mails = await app.mails();
  return { browser, code, tokens: mails.flatMap((mail) => mail.links.map(tokenOf)) };
}

const tokenOf = (link: string): string =>
  new URL(link).pathname.split("/").find((part) => part.length > 20) ?? "";

const isoOn = expect.stringMatching(/^2026-11-22T13:\d\d:\d\d\.000Z$/) as string;

test("a page shows in words everything that is kept", async () => {
  await using app = await testPostern();
  const { browser } = await busyAda(app);
  expect(linksIn(await browser.open("/profile"))).toContain("/profile/data");
  const page = await browser.open("/profile/data");
  expect(page.heading).toBe("Your data");
  const words = wordsOf(page);
  expect(words).toContain(EMAIL);
  expect(words).toContain("Registered with Firefox on Linux");
  expect(words).toContain("Confirmed 22 November 2026, 13:05 (UTC)");
  expect(words).toContain("Firefox on Linux, from 198.51.100.1");
  expect(linksIn(page)).toContain("/profile/data?download=json");
});

test("mails and acts are told in words, and operators not by their names", async () => {
  await using app = await testPostern();
  const { browser } = await busyAda(app);
  const { id } = app.user(EMAIL)!;
  const operator = { userId: id, actor: "operator:root", reason: "asked", now: app.clock.now() };
  await app.postern.context.store.setAdmin({ ...operator, admin: true });
  const words = wordsOf(await browser.open("/profile/data"));
  expect(words).toContain("Your address is about to change Sent");
  expect(words).toContain("Change of address asked for You");
  expect(words).toContain("Made an admin An operator of this site");
  expect(words).not.toContain("operator:root");
});

test("every act that is written down has words", async () => {
  const folder = join(import.meta.dirname, "../../src/stores/sql");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(folder, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, ""))
    .join("\n");
  const written = [
    ...[...sources.matchAll(/\bact: "([a-z-]+)"/g)].map(([, act = ""]) => act),
    ...[...sources.matchAll(/\bnote\(sql, input, ([^)]+)\)/g)].flatMap(([, acts = ""]) =>
      [...acts.matchAll(/"([a-z-]+)"/g)].map(([, act = ""]) => act),
    ),
    ...["sent", "retry", "dead", "cancelled"].map((state) => `mail-${state}`),
  ];
  expect(written.length).toBeGreaterThan(35);
  expect(Object.keys(joined().auditActs)).toEqual(expect.arrayContaining(written));
});

test("what happened within one moment is told in its order, the newest first", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  await browser.open(link);
  await browser.submit("/confirm");
  for (let time = 0; time < 8; time += 1) {
    await browser.submit("/logout");
    await browser.submit("/login", { email: EMAIL, password: PASSWORD });
  }
  const { body } = await browser.json("GET", "/profile/data");
  const acts = (body["acts"] as readonly { act: string }[]).map(({ act }) => act);
  const again = Array.from({ length: 8 }, () => ["logged-in", "logged-out"]).flat();
  expect(acts.filter((act) => act !== "mail-sent")).toEqual([...again, "confirmed", "registered"]);
});

test("a program reads it as JSON", async () => {
  await using app = await testPostern();
  const { browser } = await busyAda(app);
  const { status, body } = await browser.json("GET", "/profile/data");
  expect(status).toBe(200);
  expect(Object.keys(body).toSorted()).toEqual([
    "acts",
    "credentials",
    "events",
    "factorRemoval",
    "mails",
    "next",
    "recoveryCodes",
    "rememberedBrowsers",
    "sessions",
    "user",
  ]);
  expect(body["next"]).toEqual({ sessions: null, mails: null, acts: null, events: null });
  expect(body["user"]).toEqual({
    fields: {},
    terms: [],
    id: app.user(EMAIL)!.id,
    email: EMAIL,
    registeredOn: isoOn,
    registeredWith: "Firefox on Linux",
    confirmedOn: isoOn,
    confirmedVia: "link",
    admin: false,
    roles: [],
    language: "en",
    source: null,
    twoSteps: false,
  });
  expect(body["credentials"]).toEqual([
    {
      id: expect.any(String) as string,
      kind: "password",
      factor: "first",
      name: null,
      createdOn: isoOn,
      lastUsedOn: isoOn,
    },
  ]);
  expect(body).toMatchObject({ recoveryCodes: 0, rememberedBrowsers: [], factorRemoval: null });
  expect(body["sessions"]).toEqual([expect.objectContaining({ browser: "Firefox on Linux" })]);
  const mails = body["mails"] as readonly { kind: string; state: string; to: string }[];
  expect(mails.map(({ kind, to }) => `${kind} to ${to}`).toSorted()).toEqual([
    `change-email to ada@example.org`,
    `change-requested to ${EMAIL}`,
    `confirm to ${EMAIL}`,
    `reset to ${EMAIL}`,
  ]);
  expect(mails.every(({ state }) => state === "sent")).toBe(true);
  const acts = (body["acts"] as readonly { act: string }[]).map(({ act }) => act);
  expect(acts).toEqual(
    expect.arrayContaining(["registered", "confirmed", "email-change-requested"]),
  );
});

test("it can be downloaded as a file", async () => {
  await using app = await testPostern();
  const { browser } = await busyAda(app);
  const file = await browser.open("/profile/data?download=json");
  expect(file.headers.get("content-type")).toMatch(/^application\/json/);
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="postern-data.json"');
  expect(file.headers.get("cache-control")).toBe("no-store");
  const { next: _, ...body } = (await browser.json("GET", "/profile/data")).body;
  expect(JSON.parse(file.text)).toEqual(body);
  expect(file.text).toBe(`${JSON.stringify(body, null, 2)}\n`);
  expect((await browser.json("GET", "/profile/data?download=json")).body).toEqual(body);
});

/** Logs out and in again, so that there is a list to look through. */
async function logInOften(browser: Browser, often: number): Promise<void> {
  for (let time = 0; time < often; time += 1) {
    await browser.submit("/logout");
    await browser.submit("/login", { email: EMAIL, password: PASSWORD });
  }
}

test("the file has what programs of the operator are told of its user, and nobody else's", async () => {
  await using app = await testPostern();
  app.postern.on("*", () => undefined);
  await app.postern.deliver();
  const browser = await app.confirmed("ada@example.com");
  await app.confirmed("bob@example.com");
  const file = JSON.parse((await browser.open("/profile/data?download=json")).text) as {
    events: { type: string; email: string; data: object; state: string }[];
  };
  expect(file.events.map(({ type, email, state }) => `${type} ${email} ${state}`)).toEqual([
    "session.renewed ada@example.com delivered",
    "user.confirmed ada@example.com delivered",
    "session.started ada@example.com delivered",
    "user.registered ada@example.com delivered",
  ]);
  expect(file.events[1]?.data).toEqual({ cause: "confirmed" });
});

test("long lists are read in pages, one independently of the other, and the file has it all", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
  const browser = await app.confirmed(EMAIL);
  await logInOften(browser, 12);
  for (let count = 0; count < 21; count += 1) await browser.submit("/forgot", { email: EMAIL });
  await app.mails();
  const first = await browser.open("/profile/data");
  const links = linksIn(first).filter((path) => path.startsWith("/profile/data?"));
  expect(links.map((path) => path.replace(/=.*/, ""))).toEqual([
    "/profile/data?download",
    "/profile/data?mails",
    "/profile/data?acts",
  ]);
  const older = await browser.open(links[1]!);
  expect(wordsOf(older)).toContain("Newest mails");
  expect(wordsOf(older)).not.toContain("Older mails");
  expect(linksIn(older).at(-2)).toMatch(/^\/profile\/data\?mails=[^&]+&amp;acts=/);
  const read = async (list: "mails" | "acts") => {
    const rows: unknown[] = [];
    for (let path: string | null = "/profile/data"; path !== null;) {
      const { body } = await browser.json("GET", path);
      expect((body[list] as unknown[]).length).toBeLessThanOrEqual(20);
      rows.push(...(body[list] as unknown[]));
      path = (body["next"] as Record<string, string | null>)[list] ?? null;
    }
    return rows;
  };
  const file = JSON.parse((await browser.open("/profile/data?download=json")).text) as Record<
    "mails" | "acts",
    unknown[]
  >;
  expect(file.mails.length).toBeGreaterThan(20);
  expect(await read("mails")).toEqual(file.mails);
  expect(await read("acts")).toEqual(file.acts);
});

test("a place in a list that was made up or cut off is refused, with the way to its beginning", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  for (const query of ["mails=", "acts=1", "mails=1.x&acts=%27"]) {
    const refused = await browser.json("GET", `/profile/data?${query}`);
    expect(refused).toMatchObject({ status: 422, body: { reason: "odd-cursor" } });
  }
  const page = await browser.open("/profile/data?acts=1");
  expect(linksIn(page)).toContain("/profile/data");
});

test("it says how its user logs in, what is remembered, and what was asked to be removed", async () => {
  await using app = await testPostern();
  const ada = await withTwoSteps(app);
  await app.mails();
  const browser = await pending(app);
  await browser.submit(STEP, { code: ada.code(), remember: "yes" });
  await begins(app);
  const words = wordsOf(await browser.open("/profile/data"));
  expect(words).toContain("Two-step login On");
  expect(words).toContain("Recovery codes 10 codes left");
  expect(words).toContain(
    "Second step Asked for on 22 November 2026 to be removed, on 29 November 2026",
  );
  expect(words).toMatch(/Ways to log in .*Password 22 Nov.*Authenticator app 22 November 2026/);
  expect(words).toMatch(/Remembered browsers .*Firefox on Linux, from .* 22 December 2026/);
  const file = await browser.open("/profile/data?download=json");
  const body: unknown = JSON.parse(file.text);
  expect(body).toMatchObject({
    user: { twoSteps: true },
    credentials: [{ kind: "password" }, { kind: "totp", factor: "second", name: null }],
    recoveryCodes: 10,
    rememberedBrowsers: [{ browser: "Firefox on Linux", shownOn: isoOn }],
    factorRemoval: { askedOn: isoOn },
  });
  const page = await browser.json("GET", "/profile/data");
  const { next: _, ...listed } = page.body;
  expect(file.text).toBe(`${JSON.stringify(listed, null, 2)}\n`);
  const stored = app.database.prepare("SELECT secret, state FROM credentials").all();
  const browsers = app.database.prepare("SELECT hash FROM remembered_browsers").all();
  const held = [...stored, ...browsers].flatMap((row) => Object.values(row)).map(String);
  expect(held.length).toBeGreaterThan(20);
  for (const text of [...held.filter((each) => each !== "null"), ada.secret, ...ada.codes])
    expect(file.text).not.toContain(text);
});

test("nothing in it opens a door: no hash, link, code or session secret", async () => {
  await using app = await testPostern({ passwordHasher: argon2Hasher() });
  const { browser, code, tokens } = await busyAda(app);
  const page = await browser.open("/profile/data");
  const file = await browser.open("/profile/data?download=json");
  const secret = browser.jar.get("__Host-postern-session")!;
  const column = (sql: string): readonly string[] =>
    app.database
      .prepare(sql)
      .all()
      .map((row) => String(Object.values(row)[0]));
  expect(tokens.length).toBeGreaterThan(3);
  for (const held of [
    secret,
    createHash("sha256").update(secret).digest("base64url"),
    code,
    ...tokens,
    ...column("SELECT secret FROM credentials"),
    ...column("SELECT hash FROM sessions"),
    ...column("SELECT id FROM links"),
    "argon2",
    PASSWORD,
  ]) {
    expect(file.text).not.toContain(held);
    expect(page.text).not.toContain(held);
  }
});

test("nothing of anybody else is in it", async () => {
  await using app = await testPostern();
  await app.confirmed("grace@example.com");
  const stranger = await app.register(EMAIL, "a lamp behind the door");
  app.clock.forward("2 minutes");
  const browser = await app.confirmed(EMAIL);
  const { text } = await browser.open("/profile/data?download=json");
  expect(text).not.toContain("grace");
  const gone = app.database.prepare("SELECT COUNT(*) AS users FROM users").get();
  expect(gone).toEqual({ users: 2 });
  expect(stranger.link).not.toBe("");
  expect((JSON.parse(text) as { mails: unknown[] }).mails).toHaveLength(1);
});

test("the password has to have been typed in the last ten minutes", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  app.clock.forward("10 minutes");
  expect((await browser.open("/profile/data?download=json")).path).toBe(
    "/login/again?next=%2Fprofile%2Fdata%3Fdownload%3Djson",
  );
  expect(await browser.json("GET", "/profile/data")).toMatchObject({
    status: 403,
    body: { reason: "password-needed" },
  });
  const next = "/profile/data?download=json";
  const file = await browser.submit("/login/again", { password: PASSWORD, next });
  expect(file.headers.get("content-disposition")).toContain("attachment");
});

test("whoever is not logged in, or not confirmed, sees none", async () => {
  await using app = await testPostern();
  expect((await app.browser().json("GET", "/profile/data")).status).toBe(401);
  const { browser } = await app.register(EMAIL);
  expect((await browser.json("GET", "/profile/data")).status).toBe(403);
});
