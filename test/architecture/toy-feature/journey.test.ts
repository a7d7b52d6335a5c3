// A whole feature, added from outside: its journey on both engines, and its table when a site moves.

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { describe, expect, test } from "vitest";
import {
  capturedMailbox,
  createPostern,
  postgresStore,
  sqliteStore,
  type Options,
  type Postern,
  type Store,
} from "../../../src/index.ts";
import { browserOf, type Browser } from "../../../src/testing/index.ts";
import { folder, runCli } from "../../cli/tools.ts";
import { english } from "../../../src/domain/language.ts";
import { linksIn, wordsOf } from "../../journeys/page.ts";
import { sharedPostgres } from "../../postgres/server.ts";
import { newsletter } from "./feature.ts";
import type { NewsletterStore } from "./store.ts";
import { copy } from "./words.ts";

const words = english.words(copy);
const { notices } = words;

const BASE_URL = "https://acme.example";
const PASSWORD = "plum tree by the river";
const ADA = "ada@example.com";
const features = [newsletter];
const hour = 3_600_000;

const time = { now: Date.UTC(2026, 10, 22, 13, 5) };
const clock = { now: () => time.now };

const onSqlite = (file = ":memory:"): Promise<Store> =>
  sqliteStore(new DatabaseSync(file), { features, clock });

async function onPostgres(url?: string): Promise<Store> {
  const connectionString = url ?? (await (await sharedPostgres()).database());
  // Its server may stop while a connection that the pool gave up is still closing.
  const pool = new pg.Pool({ connectionString }).on("error", () => undefined);
  return postgresStore(pool, { features, clock });
}

const ENGINES: readonly (readonly [string, () => Promise<Store>])[] = [
  ["SQLite", () => onSqlite()],
  ["PostgreSQL", () => onPostgres()],
];

/** A site with the newsletter, and Ada, who is confirmed and logged in. */
async function siteOn(
  store: Store,
  options: Options & { newsletterLink?: string } = { baseUrl: BASE_URL },
) {
  const mailbox = capturedMailbox();
  const start = (background: boolean): Postern =>
    createPostern({
      ...options,
      secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      mailer: mailbox,
      features,
      store,
      clock,
      background,
    });
  const postern = start(false);
  const browser = (): Browser =>
    browserOf((request) => postern.fetch(request, { address: "203.0.113.9" }), BASE_URL);
  const newest = async () => {
    while ((await postern.deliver()) > 0);
    return (await mailbox.list())[0]!;
  };
  const ada = browser();
  await ada.submit("/register", { email: ADA, password: PASSWORD });
  await ada.open((await newest()).links[0]!);
  await ada.submit("/confirm");
  const { user } = (await ada.json("GET", "/profile")).body as { user: { id: string } };
  return {
    postern,
    start,
    browser,
    newest,
    ada,
    verbs: store as Store & NewsletterStore,
    userId: user.id,
    /** Asks for it, and opens the link of its mail. */
    async asks(topic = "trees") {
      await ada.submit("/profile/newsletter", { topic });
      const mail = await newest();
      return { mail, page: await ada.open(mail.links[0]!) };
    },
    [Symbol.asyncDispose]: async () => {
      await postern.stop();
      await store.close();
    },
  };
}

describe.each(ENGINES)("the newsletter on %s", (_, open) => {
  test("is asked for on a page, confirmed by its mail, and stopped", async () => {
    await using site = await siteOn(await open());
    const { ada } = site;
    const profile = await ada.open("/profile");
    expect(wordsOf(profile)).toMatch(
      /Your data .* Newsletter Once a month See our newsletter Account/,
    );
    expect(linksIn(profile)).toContain("/profile/newsletter");
    const form = await ada.open("/profile/newsletter");
    expect(form.heading).toBe(words.title);
    expect(form.text).toContain('<label for="topic">');
    const refused = await ada.submit("/profile/newsletter", { topic: " " });
    expect([refused.status, wordsOf(refused)]).toEqual([
      422,
      expect.stringContaining(words.topicMissing),
    ]);
    const asked = await ada.submit("/profile/newsletter", { topic: "trees" });
    expect([asked.path, wordsOf(asked)]).toEqual([
      "/profile",
      expect.stringContaining(notices["newsletter-asked"]),
    ]);
    const mail = await site.newest();
    expect(mail).toMatchObject({ to: ADA, kind: "newsletter" });
    expect(mail.subject).toContain(words.mail.subject);
    const page = await ada.open(mail.links[0]!);
    expect([page.path, page.heading]).toEqual(["/newsletter", words.confirm.title]);
    expect(await site.verbs.findNewsletter(site.userId)).toBeUndefined();
    const begun = await ada.submit("/newsletter");
    expect([begun.path, wordsOf(begun)]).toEqual([
      "/profile",
      expect.stringContaining(notices["newsletter-begun"]),
    ]);
    expect(wordsOf(await ada.open("/profile/newsletter"))).toContain(
      words.about({ topic: "trees" }),
    );
    const stopped = await ada.submit("/profile/newsletter/stop");
    expect(wordsOf(stopped)).toContain(notices["newsletter-stopped"]);
    expect(await site.verbs.findNewsletter(site.userId)).toBeUndefined();
  });

  test("is told to programs, and a used link is used", async () => {
    await using site = await siteOn(await open());
    const { mail } = await site.asks();
    const link = mail.links[0]!;
    const begin = () => site.browser().json("POST", "/newsletter", { link });
    expect(await begin()).toMatchObject({ status: 200, body: { state: "begun" } });
    expect(await begin()).toMatchObject({ status: 410, body: { reason: "used" } });
    expect(await site.ada.json("GET", "/profile/newsletter")).toMatchObject({
      status: 200,
      body: { topic: "trees" },
    });
    expect(await site.browser().json("GET", "/profile/newsletter")).toMatchObject({ status: 401 });
  });

  test("has links that live as long as its option says, and only the newest that was sent", async () => {
    const options = { baseUrl: BASE_URL, newsletterLink: "48 hours" };
    await using site = await siteOn(await open(), options);
    const first = (await site.asks("trees")).mail.links[0]!;
    time.now += 2 * hour;
    const second = (await site.asks("rivers")).mail.links[0]!;
    const state = async (link: string) => {
      const page = await site.browser().open(link);
      return [page.status, page.heading];
    };
    expect(await state(first)).toEqual([410, words.dead.title]);
    time.now += 47 * hour;
    expect(await state(second)).toEqual([200, words.confirm.title]);
    time.now += hour;
    expect(await state(second)).toEqual([410, words.dead.title]);
  });

  test("ends with a recovery of the account, and is in its audit log and among its mails", async () => {
    await using site = await siteOn(await open());
    const { mail } = await site.asks();
    const data = wordsOf(await site.ada.open("/profile/data"));
    expect(data).toContain("Confirm the newsletter Sent");
    expect(data).toContain("Newsletter asked for You");
    await site.browser().submit("/forgot", { email: ADA });
    const reset = site.browser();
    await reset.open((await site.newest()).links[0]!);
    await reset.submit("/reset", { password: "another river by the plum tree" });
    expect((await site.browser().open(mail.links[0]!)).status).toBe(410);
  });

  test("is limited, by the limit that the installation chose", async () => {
    const options = { baseUrl: BASE_URL, limits: { newsletter: 2 } as object };
    await using site = await siteOn(await open(), options);
    const asked = [];
    for (const topic of ["one", "two", "three"]) {
      asked.push((await site.ada.json("POST", "/profile/newsletter", { topic })).status);
    }
    expect(asked).toEqual([202, 202, 429]);
  });

  test("is forgotten by the background where nobody confirms it", async () => {
    await using site = await siteOn(await open());
    await site.asks();
    time.now += 8 * 24 * hour;
    await site.start(true).stop();
    expect(await site.verbs.purgeNewsletters(time.now + 1)).toBe(0);
  });

  test("goes with its user", async () => {
    await using site = await siteOn(await open());
    await site.asks();
    const { userId, verbs } = site;
    await verbs.removeUser({ userId, actor: "operator:root", reason: "asked", now: time.now });
    expect(await verbs.purgeNewsletters(time.now + 1)).toBe(0);
  });
});

test("its table goes along where a site moves to another database", async () => {
  const cwd = folder();
  const file = join(cwd, "postern.db");
  const here = await siteOn(await onSqlite(file));
  await here.asks("trees");
  await here.ada.submit("/newsletter");
  await here[Symbol.asyncDispose]();
  const url = await (await sharedPostgres()).database();
  const config = join(import.meta.dirname, "postern.config.ts");
  const environment = { DATABASE_URL: `sqlite:${file}` };
  const copied = await runCli(["db", "copy", "--to", url, "--config", config, "--json"], {
    cwd,
    environment,
  });
  expect(copied.json()["tables"]).toContainEqual({ name: "newsletters", rows: 1 });
  const there = await onPostgres(url);
  expect(await (there as Store & NewsletterStore).findNewsletter(here.userId)).toBe("trees");
  await there.close();
});

test("nothing under src/ names the feature, and it imports nothing but what is public", () => {
  const sources = globSync("src/**/*.{ts,js}");
  expect(sources.filter((file) => /newsletter/i.test(readFileSync(file, "utf8")))).toEqual([]);
  const own = globSync("test/architecture/toy-feature/*.ts").filter(
    (file) => !file.endsWith(".test.ts"),
  );
  const imported = own.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/from "([^"]+)"/g)].map(([, from = ""]) => from),
  );
  const isPublic = /^(?:\.\/\w+\.ts|\.\.\/\.\.\/\.\.\/src\/(?:index|extend)\.ts)$/;
  expect(imported.filter((from) => !isPublic.test(from))).toEqual([]);
});
