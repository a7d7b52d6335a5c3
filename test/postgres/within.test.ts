// What a host's own code does with users, alone and in a transaction of its own.

import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { expect, test } from "vitest";
import { parseEmailAddress, type EmailAddress } from "../../src/domain/email-address.ts";
import { postgresStore, sqliteStore } from "../../src/open-stores.ts";
import type { Store } from "../../src/ports/store.ts";
import { days } from "../../src/domain/time.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { sharedPostgres } from "./server.ts";

const MEMBERS = "CREATE TABLE members (user_id TEXT PRIMARY KEY, plan TEXT)";

/** A host with a table of members and a Postern, in one database. */
type Host = AsyncDisposable & {
  readonly app: TestPostern;
  /** Runs statements in a new transaction, and ends it as the host does. */
  transaction<Value>(
    act: (
      transaction: object,
      run: (sql: string, value: string) => Promise<void>,
    ) => Promise<Value>,
  ): Promise<Value>;
  rows(sql: string): Promise<readonly unknown[]>;
};

async function onSqlite(): Promise<Host> {
  const database = new DatabaseSync(":memory:");
  database.exec(MEMBERS);
  const store = await sqliteStore(database, { prefix: "auth_" });
  const app = await testPostern({ around: () => store });
  const end = (how: string): void => database.exec(how);
  return {
    app,
    async transaction(act) {
      end("BEGIN IMMEDIATE");
      try {
        const value = await act(database, async (sql, given) => {
          database.prepare(sql.replace("$1", "?")).run(given);
        });
        end("COMMIT");
        return value;
      } catch (error) {
        end("ROLLBACK");
        throw error;
      }
    },
    rows: async (sql) => database.prepare(sql).all(),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

async function onPostgres(): Promise<Host> {
  const connectionString = await (await sharedPostgres()).database();
  const pool = new pg.Pool({ connectionString });
  await pool.query(MEMBERS);
  const store: Store = await postgresStore(new pg.Pool({ connectionString }), { prefix: "auth_" });
  const app = await testPostern({ around: () => store });
  return {
    app,
    async transaction(act) {
      const client = await pool.connect();
      await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
      try {
        const value = await act(client, async (sql, given) => {
          await client.query(sql, [given]);
        });
        await client.query("COMMIT");
        return value;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      } finally {
        client.release();
      }
    },
    rows: async (sql) => (await pool.query(sql)).rows as unknown[],
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await pool.end();
    },
  };
}

const ENGINES: readonly (readonly [string, () => Promise<Host>])[] = [
  ["SQLite", onSqlite],
  ["PostgreSQL", onPostgres],
];

function addressOf(text: string): EmailAddress {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

const ADD = "INSERT INTO members VALUES ($1, 'free')";

test.each(ENGINES)("a member and a user are written together on %s", async (_, open) => {
  await using host = await open();
  const { app } = host;
  const id = await host.transaction(async (transaction, run) => {
    const { users } = app.postern.within(transaction);
    const created = await users.create({ email: "ada@example.com", by: "invitations" });
    if (!created.ok) throw new Error(created.reason);
    await run(ADD, created.value.user.id);
    expect(await users.find(created.value.user.id)).toMatchObject({ email: "ada@example.com" });
    return created.value.user.id;
  });
  expect(await host.rows("SELECT user_id FROM members")).toEqual([{ user_id: id }]);
  expect((await app.mailTo("ada@example.com")).links[0]).toContain("/confirm");
  expect(
    await host.rows("SELECT actor, user_id FROM auth_audit WHERE act = 'user-created'"),
  ).toEqual([{ actor: "host:invitations", user_id: id }]);
});

test.each(ENGINES)(
  "whoever is written in a transaction that ends long after is counted for the cohorts on %s",
  async (_, open) => {
    await using host = await open();
    const { app } = host;
    const { context } = app.postern;
    const created = app.clock.now();
    const later = () => ({ now: created + days(3) });
    await context.store.foldCohorts(later());
    await host.transaction(async (transaction) => {
      const { users } = app.postern.within(transaction);
      await users.create({ email: "ada@example.com" });
      // PostgreSQL counts meanwhile. On SQLite, that would wait for the end of the transaction.
      if (open === onSqlite) return;
      for (let turn = 0; turn < 4; turn += 1) await context.store.foldCohorts(later());
    });
    for (let turn = 0; turn < 4; turn += 1) await context.store.foldCohorts(later());
    const all = { people: ["themselves"], dimension: "all", inQuarters: [] } as const;
    const [day] = await context.store.readCohorts({ ...all, from: created, to: created + 1 });
    expect(day?.total.n).toBe(1);
  },
);

test.each(ENGINES)("neither is written where the host goes back on %s", async (_, open) => {
  await using host = await open();
  const { app } = host;
  const lost = host.transaction(async (transaction, run) => {
    const { users } = app.postern.within(transaction);
    await users.create({ email: "ada@example.com" });
    await run(ADD, "somebody");
    throw new Error("No, rather not.");
  });
  await expect(lost).rejects.toThrow("No, rather not.");
  expect(await host.rows("SELECT * FROM members")).toEqual([]);
  expect(await host.rows("SELECT id FROM auth_users")).toEqual([]);
  expect(await app.mails()).toEqual([]);
});

test.each(ENGINES)("what is refused or fails undoes only itself on %s", async (_, open) => {
  await using host = await open();
  const { app } = host;
  await app.confirmed("ada@example.com");
  await host.transaction(async (transaction, run) => {
    const { users, sessions } = app.postern.within(transaction);
    await run(ADD, "before");
    expect(await users.create({ email: "ada@example.com", confirmed: true })).toEqual({
      ok: false,
      reason: "address-taken",
    });
    expect(await users.create({ email: "no address" })).toMatchObject({ reason: "invalid-email" });
    await expect(users.disable("x", { reason: "" })).rejects.toThrow("reason: give one to 300");
    // A bug, or whatever a feature throws: nothing of it stays, and the transaction goes on.
    const store = app.postern.context.store.within!(transaction);
    const address = addressOf("ben@example.com");
    const twice = { ...(await store.findUsers({ emailKey: "ada@example.com" }))[0]! };
    const again = store.createUser({
      userId: twice.id,
      address,
      password: undefined,
      registeredWith: "",
      confirmed: false,
      admin: false,
      mailLimit: undefined,
      actor: "host",
      reason: undefined,
      now: app.clock.now(),
    });
    await expect(again).rejects.toThrow(/unique/i);
    expect(await sessions.endAll(twice.id)).toBe(1);
    await run(ADD, "after");
  });
  expect(await host.rows("SELECT user_id FROM members ORDER BY 1")).toEqual([
    { user_id: "after" },
    { user_id: "before" },
  ]);
  expect(await host.rows("SELECT id FROM auth_users")).toHaveLength(1);
});

test.each(ENGINES)("several verbs at once take turns on %s", async (_, open) => {
  await using host = await open();
  await host.transaction(async (transaction) => {
    const { users } = host.app.postern.within(transaction);
    const again = host.app.postern.within(transaction).users;
    const names = ["ada", "ben", "cid", "dan"];
    const created = await Promise.all(
      names.map((name, place) =>
        (place % 2 ? users : again).create({ email: `${name}@example.com`, mail: false }),
      ),
    );
    expect(created.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  });
  expect(await host.rows("SELECT id FROM auth_users")).toHaveLength(4);
});

test("on SQLite, no visitor comes in between, and none is lost", async () => {
  await using host = await onSqlite();
  const { app } = host;
  const visitor = app
    .browser()
    .submit("/register", { email: "vic@example.com", password: "plum tree by the river" });
  const lost = host.transaction(async (transaction) => {
    const { users } = app.postern.within(transaction);
    for (const name of ["ada", "ben"]) await users.create({ email: `${name}@example.com` });
    await new Promise(setImmediate); // what a host should not do
    throw new Error("back");
  });
  await expect(lost).rejects.toThrow("back");
  expect((await visitor).path).toBe("/unconfirmed");
  expect(await host.rows("SELECT email FROM auth_users")).toEqual([{ email: "vic@example.com" }]);
});

test("what is no transaction, or not one that fits, is refused in words", async () => {
  await using onFile = await onSqlite();
  const database = new DatabaseSync(":memory:");
  const on = async (host: Host, transaction: object) =>
    host.app.postern.within(transaction).users.find("x");
  await expect(on(onFile, database)).rejects.toThrow("begin a transaction on this handle first");
  await expect(on(onFile, { query: () => undefined })).rejects.toThrow("give the DatabaseSync");
  await using onServer = await onPostgres();
  await expect(on(onServer, database)).rejects.toThrow("give the client of pg");
  const client = new pg.Client({ connectionString: await (await sharedPostgres()).database() });
  await client.connect();
  await expect(on(onServer, client)).rejects.toThrow("BEGIN ISOLATION LEVEL SERIALIZABLE");
  await client.query("BEGIN");
  await expect(on(onServer, client)).rejects.toThrow(
    "postern.within: the transaction is read committed, and has to be serializable",
  );
  await client.query("ROLLBACK; BEGIN ISOLATION LEVEL SERIALIZABLE");
  const asText = {
    query: ({ text }: { text: string }, values: unknown[]) => client.query(text, values),
  };
  await expect(on(onServer, asText)).rejects.toThrow("returns BIGINT as text");
  await client.query("ROLLBACK");
  await client.end();
});

test("verbs that are kept for the next transaction of a client ask for its level again", async () => {
  await using host = await onPostgres();
  const client = new pg.Client({ connectionString: await (await sharedPostgres()).database() });
  await client.connect();
  const { users } = host.app.postern.within(client);
  const create = () => users.create({ email: "ada@example.com", mail: false });
  await client.query("BEGIN");
  await expect(create()).rejects.toThrow("the transaction is read committed");
  await client.query("ROLLBACK; BEGIN ISOLATION LEVEL SERIALIZABLE");
  // These tables are in another database, so this is as far as it comes.
  await expect(create()).rejects.toThrow("auth_");
  await client.query("ROLLBACK; BEGIN");
  await expect(create()).rejects.toThrow("the transaction is read committed");
  await client.end();
});

test("on PostgreSQL, a race that is lost is the host's to run again, and then finds who won", async () => {
  await using host = await onPostgres();
  const invite = () =>
    host.transaction((transaction) =>
      host.app.postern
        .within(transaction)
        .users.create({ email: "ada@example.com", confirmed: true }),
    );
  const outcomes = await Promise.allSettled([invite(), invite(), invite()]);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "40001" });
  }
  expect(outcomes.filter((each) => each.status === "fulfilled" && each.value.ok)).toHaveLength(1);
  expect(await invite()).toEqual({ ok: false, reason: "address-taken" });
});

test.each(ENGINES)("without a transaction, the same verbs stand alone on %s", async (_, open) => {
  await using host = await open();
  const { postern } = host.app;
  const browser = await host.app.confirmed("ada@example.com");
  const ada = (await postern.users.findByEmail("ADA@example.com"))!;
  expect(await postern.users.findByEmail("nobody@example.com")).toBeUndefined();
  expect(await postern.sessions.endAll(ada.id)).toBe(1);
  expect((await browser.json("GET", "/profile")).status).toBe(401);
  const act = { by: "moderation", reason: "spam" };
  expect(await postern.users.disable(ada.id, act)).toMatchObject({ ok: true });
  expect(await postern.users.disable(ada.id, act)).toEqual({
    ok: false,
    reason: "already-disabled",
  });
  expect(await postern.users.enable(ada.id)).toMatchObject({ ok: true });
  expect(await postern.users.delete(ada.id)).toMatchObject({ ok: true });
  expect(await postern.users.find(ada.id)).toBeUndefined();
  const confirmed = await postern.users.create({ email: "ada@example.com", confirmed: true });
  expect(confirmed).toMatchObject({ ok: true, value: { mailed: false } });
  const audit = await host.rows("SELECT actor, act, detail FROM auth_audit WHERE act = 'disabled'");
  expect(audit).toEqual([{ actor: "host:moderation", act: "disabled", detail: "spam" }]);
});
