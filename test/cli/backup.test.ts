import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { sqliteStore } from "../../src/open-stores.ts";
import { register } from "../../src/testing/store-contract/kit.ts";
import { aFolder, register as registerAt, startServerProcess } from "../server/process.ts";
import { deskWithDatabase, like, runCli } from "./tools.ts";

test("whoever confirmed before the back-up logs in at a server that was started on it", async () => {
  const folder = aFolder();
  const server = await startServerProcess(folder);
  await registerAt(server.url, "ada@example.com");
  const cli = (line: string) =>
    runCli(line.split(" "), { cwd: folder, environment: { DATABASE_URL: "sqlite:postern.db" } });
  await cli("user confirm ada@example.com --reason known");
  await cli("db seed --users 5000");
  const done = new AbortController();
  const visitors = [1, 2].map(async (visitor) => {
    let answered = 0;
    for (; !done.signal.aborted; answered += 1) {
      const { status } = await registerAt(server.url, `user${visitor}-${answered}@example.com`);
      expect([201, 429]).toContain(status);
    }
    return answered;
  });
  const made = await cli("db backup copy.db");
  done.abort();
  expect([made.code, made.err]).toEqual([0, like(/pages copied: (\d+) of \1\n/)]);
  expect(Math.min(...(await Promise.all(visitors)))).toBeGreaterThan(0);
  const restored = aFolder();
  copyFileSync(`${folder}/copy.db`, `${restored}/postern.db`);
  copyFileSync(`${folder}/secret`, `${restored}/secret`);
  const second = await startServerProcess(restored);
  const login = await fetch(`${second.url}/login`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ email: "ada@example.com", password: "plum tree by the river" }),
  });
  expect([login.status, await login.json()]).toMatchObject([
    200,
    { user: { email: "ada@example.com" } },
  ]);
});

describe.concurrent("postern db backup", () => {
  test("copies the file while a server writes to it, and the copy has users and mails in step", async () => {
    const { cli, cwd, database } = deskWithDatabase();
    const store = await sqliteStore(new DatabaseSync(database));
    await register(store, "ada@example.com");
    const done = new AbortController();
    const writer = (async () => {
      for (let place = 1; !done.signal.aborted; place += 1) {
        await register(store, `user${place}@example.com`);
      }
    })();
    const made = await cli("db backup copy.db --json");
    done.abort();
    await writer;
    await store.close();
    const { file, bytes, users } = made.json();
    expect([made.code, file]).toEqual([0, "copy.db"]);
    expect(bytes).toBe(statSync(join(cwd, "copy.db")).size);
    const restored = { environment: { DATABASE_URL: "sqlite:copy.db" } };
    const ada = await cli("user show ada@example.com --json", restored);
    expect(ada.json()).toMatchObject({ mails: [{ kind: "confirm", state: "queued" }] });
    const copy = new DatabaseSync(join(cwd, "copy.db"), { readOnly: true });
    const [inCopy, mails, audit] = ["users", "mails", "audit WHERE act = 'registered'"].map(
      (those) => Number(copy.prepare(`SELECT COUNT(*) AS count FROM ${those}`).get()!["count"]),
    );
    copy.close();
    // Each registration is one commit with its mail and its audit row: all of it is there, or none.
    expect([mails, audit]).toEqual([inCopy, inCopy]);
    expect(users).toBe(inCopy);
  });

  test("never replaces a file unasked, and leaves nothing half done behind", async () => {
    const { cli, cwd, database } = deskWithDatabase();
    await cli("user create ada@example.com --no-mail");
    writeFileSync(join(cwd, "copy.db"), "something else");
    const [refused, itself, nowhere] = await Promise.all([
      cli("db backup copy.db"),
      cli(`db backup ${database} --force`),
      cli("db backup none/copy.db"),
    ]);
    expect([refused.code, itself.code, nowhere.code]).toEqual([1, 1, 1]);
    expect(refused.err).toContain("--force");
    expect(itself.err).toContain("the database itself");
    expect(nowhere.err).toContain("ENOENT");
    const forced = await cli("db backup copy.db --force");
    expect(forced.out).toMatch(/size +\d+ KiB\nusers +1\n/);
    expect(forced.err).toContain(
      `postern db restore copy.db --database sqlite:${database} --force`,
    );
    expect(statSync(join(cwd, "copy.db")).mode & 0o077).toBe(0);
    expect(readdirSync(cwd).filter((name) => name.includes(".part"))).toEqual([]);
  });

  test("says what to run for PostgreSQL without its password, and where there is no database", async () => {
    const { cli, cwd } = deskWithDatabase();
    const url = "postgres://postern:se@same@db.example.com/postern";
    const [postgres, missing] = await Promise.all([
      cli("db backup copy.dump --json", { environment: { DATABASE_URL: url } }),
      cli("db backup copy.db"),
    ]);
    expect(postgres.code).toBe(1);
    expect(postgres.out + postgres.err).not.toContain("same");
    expect(postgres.err).toContain(
      "pg_dump --format=custom --no-owner --file=copy.dump postgres://postern@db.example.com/postern\n",
    );
    expect([missing.code, missing.err]).toEqual([4, like(/There is no database/)]);
    expect(existsSync(join(cwd, "copy.db"))).toBe(false);
  });
});
