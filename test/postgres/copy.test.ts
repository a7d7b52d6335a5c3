import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { folder, like, runCli, startCli } from "../cli/tools.ts";
import { register, startServerProcess } from "../server/process.ts";
import { dumpOf, dumpOfPostgres, fill } from "./filled.ts";
import { sharedPostgres } from "./server.ts";

const newDatabase = async (): Promise<string> => (await sharedPostgres()).database();

/** An SQLite database of the current version, with this many rows in each of its tables. */
async function site(rows: number) {
  const cwd = folder();
  const file = join(cwd, "postern.db");
  const environment = { DATABASE_URL: `sqlite:${file}` };
  const cli = (...args: string[]) => runCli(args, { cwd, environment });
  await cli("db", "migrate");
  fill(file, rows);
  return { cwd, file, cli, environment };
}

test("a site goes from SQLite to PostgreSQL and back, every table to the last byte", async () => {
  const { cwd, file, cli } = await site(1_203);
  const url = await newDatabase();
  const before = dumpOf(file);
  const tables = Object.keys(before);
  for (const lines of Object.values(before)) expect(lines).toHaveLength(1_203);
  const there = await cli("db", "copy", "--to", url, "--json");
  expect([there.code, there.json()]).toEqual([
    0,
    {
      from: `sqlite:${file}`,
      to: url.replace(":postern@", "@"),
      dryRun: false,
      resumed: false,
      tables: tables.map((name) => ({ name, rows: 1_203 })),
      rows: tables.length * 1_203,
    },
  ]);
  expect(there.err).toContain(`rows copied: ${tables.length * 1_203} of ${tables.length * 1_203}`);
  expect(there.out + there.err).not.toContain(":postern@");
  expect(await dumpOfPostgres(url, tables)).toEqual(before);
  const back = await cli("db", "copy", "--from", url, "--to", `sqlite:${cwd}/back.db`);
  expect([back.code, back.out]).toEqual([0, like(/users +1,203 {2}the same/)]);
  expect(dumpOf(join(cwd, "back.db"))).toEqual(before);
});

test("what users said in extra fields and which terms they accepted goes along", async () => {
  const { file, cli } = await site(0);
  await cli("user", "create", "ada@example.com", "--confirmed");
  const fields = { name: "Zoë \u{1f600} \"'", tags: ["a", { b: null }], age: 36, news: false };
  const terms = [{ version: "2026-05", acceptedOn: Date.UTC(2026, 4, 2) }];
  const database = new DatabaseSync(file);
  database
    .prepare("UPDATE users SET fields = ?, terms = ?")
    .run(JSON.stringify(fields), JSON.stringify(terms));
  database.close();
  const url = await newDatabase();
  expect((await cli("db", "copy", "--to", url)).code).toBe(0);
  const shown = async (from: string) =>
    (await cli("user", "show", "ada@example.com", "--json", "--database", from)).json();
  const copied = await shown(url);
  expect(copied).toEqual(await shown(`sqlite:${file}`));
  expect(copied).toMatchObject({
    user: { fields, terms: [{ version: "2026-05", acceptedOn: "2026-05-02T00:00:00.000Z" }] },
  });
});

test("a copy that is given up or killed goes on where it was; until then nobody works with its target", async () => {
  const { cwd, file, cli, environment } = await site(2_400);
  const url = await newDatabase();
  /** Copies until this much progress is shown, and then ends the copy. */
  const copyUntil = async (shown: RegExp, signal: NodeJS.Signals): Promise<unknown> => {
    const child = startCli(["db", "copy", "--to", url], { cwd, environment });
    const ended = once(child, "close");
    for await (const line of createInterface(child.stderr!)) if (shown.test(line)) break;
    child.kill(signal);
    const [code, by] = (await ended) as [number | null, string | null];
    return code ?? by;
  };
  expect(await copyUntil(/: [4-9]\d{3} of/, "SIGINT")).toBe(130);
  expect(await copyUntil(/: 1\d{4} of/, "SIGKILL")).toBe("SIGKILL");
  const before = dumpOf(file);
  const tables = Object.keys(before);
  const half = Object.values(await dumpOfPostgres(url, tables)).flat().length;
  expect(half).toBeGreaterThanOrEqual(10_000);
  expect(half).toBeLessThan(tables.length * 2_400);
  const early = await runCli(["user", "list", "--database", url, "--json"]);
  const start = await runCli(["dev", "--port", "0", "--database", url], { cwd });
  expect([early.code, early.json(), start.code]).toMatchObject([
    4,
    { error: { reason: "unfinished-copy" } },
    4,
  ]);
  const again = await cli("db", "copy", "--to", url, "--json");
  expect([again.code, again.json()["resumed"]]).toEqual([0, true]);
  expect(await dumpOfPostgres(url, tables)).toEqual(before);
  expect((await runCli(["user", "list", "--database", url])).code).toBe(0);
  const onceMore = await cli("db", "copy", "--to", url, "--json");
  expect(onceMore.json()).toMatchObject({ error: { reason: "target-not-empty" } });
});

test("whoever was logged in at SQLite logs in at a server on PostgreSQL", async () => {
  const cwd = folder();
  const server = await startServerProcess(cwd);
  await register(server.url, "ada@example.com");
  const environment = { DATABASE_URL: "sqlite:postern.db" };
  await runCli(["user", "confirm", "ada@example.com", "--reason", "known"], { cwd, environment });
  const url = await newDatabase();
  const copy = () => runCli(["db", "copy", "--to", url, "--json"], { cwd, environment });
  const beside = await copy();
  expect([beside.code, beside.json()]).toMatchObject([1, { error: { reason: "source-in-use" } }]);
  server.kill("SIGTERM");
  await server.end;
  expect((await copy()).code).toBe(0);
  // In development, the secret is beside the file that the database is no longer in.
  const secret = readFileSync(join(cwd, "secret"), "utf8").trim();
  const second = await startServerProcess(cwd, {
    database: url,
    environment: { POSTERN_SECRET: secret },
  });
  const login = await fetch(`${second.url}/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "ada@example.com", password: "plum tree by the river" }),
  });
  expect(login.status).toBe(200);
});

test("a dry run counts, and changes nothing on either side", async () => {
  const { cwd, file, cli } = await site(7);
  const url = await newDatabase();
  const target = join(cwd, "new.db");
  const [there, beside] = [
    await cli("db", "copy", "--to", url, "--dry-run"),
    await cli("db", "copy", "--to", `sqlite:${target}`, "--dry-run", "--json"),
  ];
  expect([there.code, there.out]).toEqual([0, like(/users +7 {2}to be copied/)]);
  expect([beside.code, beside.json()["dryRun"], existsSync(target)]).toEqual([0, true, false]);
  const client = await import("pg").then(
    ({ default: pg }) => new pg.Client({ connectionString: url }),
  );
  await client.connect();
  const { rows } = await client.query(
    "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public'",
  );
  await client.end();
  expect(rows).toEqual([]);
  expect(dumpOf(file)["users"]).toHaveLength(7);
});

test("what is in a target already, or half there from elsewhere, is never written over", async () => {
  const [one, other] = [await site(3), await site(4)];
  const copy = (...more: string[]) =>
    one.cli("db", "copy", "--json", "--to", `sqlite:${other.file}`, ...more);
  const reasonOf = async (ran: ReturnType<typeof copy>) =>
    ((await ran).json()["error"] as { reason: string } | undefined)?.reason;
  expect(await reasonOf(copy("--restart"))).toBe("target-not-empty");
  const target = new DatabaseSync(other.file);
  target.exec("INSERT INTO copying VALUES ('users', 'another', 4, NULL)");
  target.close();
  expect(await reasonOf(copy())).toBe("other-source");
  expect(dumpOf(other.file)["users"]).toHaveLength(4);
  expect((await copy("--restart")).code).toBe(0);
  expect(dumpOf(other.file)).toEqual(dumpOf(one.file));
  const hosts = new DatabaseSync(join(one.cwd, "host.db"));
  hosts.exec("CREATE TABLE users (name TEXT)");
  hosts.close();
  expect(await reasonOf(one.cli("db", "copy", "--json", "--to", `sqlite:${one.cwd}/host.db`))).toBe(
    "target-not-empty",
  );
});

test("a row that was changed behind its back is found, and nothing is called done", async () => {
  const { cwd, file, cli } = await site(900);
  const target = join(cwd, "half.db");
  const copy = (...more: string[]) =>
    cli("db", "copy", "--json", "--to", `sqlite:${target}`, ...more);
  await copy();
  const tampered = new DatabaseSync(target);
  const source = new DatabaseSync(file, { readOnly: true });
  const ledger = source
    .prepare("SELECT number, completed_on FROM migrations ORDER BY number")
    .all();
  source.close();
  const mark = ledger
    .map((line) => `${Number(line["number"])}:${Number(line["completed_on"])}`)
    .join(" ");
  for (const table of Object.keys(dumpOf(file))) {
    const key = tampered
      .prepare("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk")
      .all(table)
      .map(({ name }) => String(name));
    const last = tampered
      .prepare(
        `SELECT ${key.join()} FROM ${table} ORDER BY ${key.map((name) => `${name} DESC`).join()}`,
      )
      .get()!;
    tampered
      .prepare("INSERT INTO copying VALUES (?, ?, 900, ?)")
      .run(table, mark, JSON.stringify(Object.values(last)));
  }
  tampered.exec("UPDATE mails SET answer = 'no' WHERE id = (SELECT MIN(id) FROM mails)");
  tampered.close();
  const found = await copy();
  expect([found.code, found.json()]).toMatchObject([
    1,
    { error: { reason: "differs", message: like(/^The table mails differs/) } },
  ]);
  expect((await copy("--restart")).code).toBe(0);
  expect(dumpOf(target)).toEqual(dumpOf(file));
});
