import { describe, expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";

/** What a running process does every ten minutes. */
const clear = (app: TestPostern): Promise<void> => clearAway(app.postern.context);

const count = (app: TestPostern, table: string): number =>
  Number(app.database.prepare(`SELECT COUNT(*) AS count FROM ${table}`).get()!["count"]);

test("a registration that nobody confirms is gone after 7 days, with its session", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  app.clock.forward("7 days");
  await clear(app);
  expect(app.user(EMAIL)).toBeDefined();
  app.clock.forward(1);
  await clear(app);
  expect(app.user(EMAIL)).toBeUndefined();
  expect(count(app, "sessions")).toBe(0);
  expect((await browser.json("GET", "/unconfirmed")).status).toBe(401);
});

test("its link says what became of it, and the way to register again", async () => {
  await using app = await testPostern({ confirmLink: "30 days" });
  const { link } = await app.register(EMAIL);
  app.clock.forward("8 days");
  await clear(app);
  const page = await app.browser().open(link);
  expect(page.heading).toBe("This registration was removed");
  const again = await app.confirmed(EMAIL);
  expect((await again.open("/profile")).heading).toBe("Your profile");
});

test("the confirmed stay, however long ago they registered", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  app.clock.forward("400 days");
  await clear(app);
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
});

test("the operator may choose how long a registration waits", async () => {
  await using app = await testPostern({ unconfirmedLifetime: "24 hours" });
  await app.register(EMAIL);
  app.clock.forward("25 hours");
  await clear(app);
  expect(app.user(EMAIL)).toBeUndefined();
});

test("clearing away takes what is long over with it, and keeps the audit log", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  app.clock.forward("8 days");
  await clear(app);
  app.clock.forward("31 days");
  await clear(app);
  expect([
    count(app, "users"),
    count(app, "mails"),
    count(app, "links"),
    count(app, "limits"),
  ]).toEqual([0, 0, 0, 0]);
  const acts = app.database.prepare("SELECT act FROM audit ORDER BY act").all();
  expect(acts.map(({ act }) => act)).toEqual(["mail-sent", "registered", "registration-expired"]);
});

test("a mail that never got out is given up when its link would be worthless, and says so", async () => {
  const answer = "421 come back later";
  await using app = await testPostern({
    mailer: { send: async () => ({ ok: false, fault: "passing", answer }) },
  });
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: "plum tree by the river" });
  for (let hour = 0; hour < 73; hour += 1) {
    await app.mails();
    app.clock.forward("1 hour");
  }
  await app.mails();
  const { body } = await browser.json("GET", "/unconfirmed");
  expect(body).toMatchObject({
    state: "undeliverable",
    mail: { state: "dead", reason: "not-delivered" },
  });
});

describe("the audit log", () => {
  const acts = (app: TestPostern): readonly unknown[] =>
    app.database
      .prepare("SELECT act FROM audit ORDER BY happened_on, id")
      .all()
      .map(({ act }) => act);

  test("is kept for two years, and then forgotten line by line", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(EMAIL);
    app.clock.forward("1 day");
    await ada.submit("/logout");
    app.clock.forward("729 days");
    await clear(app);
    expect(acts(app)).toContain("registered");
    app.clock.forward(1);
    await clear(app);
    expect(acts(app)).toEqual(["logged-out"]);
    expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
  });

  test("is kept for as long as the operator says, or for ever", async () => {
    await using brief = await testPostern({ auditRetention: "30 days" });
    await using endless = await testPostern({ auditRetention: "forever" });
    for (const app of [brief, endless]) {
      await app.confirmed(EMAIL);
      app.clock.forward("4000 days");
      await clear(app);
    }
    expect(acts(brief)).toEqual([]);
    expect(acts(endless)).toContain("registered");
  });

  test("is not kept for less than the day for which an alarm is remembered", async () => {
    for (const auditRetention of ["23 hours", "a while", 0, -1])
      await expect(testPostern({ auditRetention })).rejects.toThrow("at least a day");
  });
});

test("however much is over, it is cleared away a thousand rows in a transaction at most", async () => {
  await using app = await testPostern();
  const { database, clock } = app;
  const now = clock.now();
  const many = (sql: string) => {
    const add = database.prepare(sql);
    database.exec("BEGIN");
    for (let row = 0; row < 2_500; row += 1) add.run(`${row}`, now);
    database.exec("COMMIT");
  };
  many("INSERT INTO limits (subject, hits, forget_on) VALUES (?, '[]', ?)");
  many("INSERT INTO audit (id, happened_on, actor, act) VALUES (?, ?, 'user', 'logged-in')");
  many(`INSERT INTO mails (id, kind, email, email_key, state, priority, due_on, worthless_on, ended_on, created_on)
    VALUES (?, 'confirm', 'a@b.example', 'a@b.example', 'sent', 1, 0, 0, 1, ?)`);
  many(`INSERT INTO links (id, purpose, email, email_key, created_on)
    VALUES (?, 'confirm', 'a@b.example', 'a@b.example', ?)`);
  many("INSERT INTO suppressions (email_key, since, answer, mail_id) VALUES (?, ?, '550', 'x')");
  clock.forward("731 days");
  const removed = () => Number(database.prepare("SELECT total_changes() AS rows").get()!["rows"]);
  const before = removed();
  const seen = [before];
  const clearing = clear(app);
  const turn = () => new Promise<"goes-on">((resolve) => setImmediate(resolve, "goes-on"));
  while ((await Promise.race([clearing, turn()])) === "goes-on") seen.push(removed());
  seen.push(removed());
  const steps = seen.slice(1).map((rows, at) => rows - (seen[at] ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(1_000);
  expect(removed() - before).toBe(5 * 2_500);
  for (const table of ["limits", "audit", "mails", "links", "suppressions"])
    expect([table, count(app, table)]).toEqual([table, 0]);
});
