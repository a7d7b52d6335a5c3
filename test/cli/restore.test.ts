import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { deskWithDatabase, like } from "./tools.ts";

/** A site with one user, and its back-up `copy.db`. */
async function backedUp() {
  const desk = deskWithDatabase();
  await desk.cli("user create ada@example.com --no-mail");
  await desk.cli("db backup copy.db");
  return { ...desk, copy: join(desk.cwd, "copy.db") };
}

const emails = async ({ cli }: Pick<ReturnType<typeof deskWithDatabase>, "cli">) =>
  ((await cli("user list --json")).json()["users"] as { email: string }[]).map(
    ({ email }) => email,
  );

describe.concurrent("postern db restore", () => {
  test("puts a back-up in the place of a database that is gone, for nobody else to read", async () => {
    const site = await backedUp();
    const elsewhere = { DATABASE_URL: `sqlite:${site.cwd}/new/postern.db` };
    const ran = await site.cli("db restore copy.db --json", { environment: elsewhere });
    expect([ran.code, ran.json()]).toMatchObject([0, { users: 1, missingMigrations: 0 }]);
    const restored = join(site.cwd, "new", "postern.db");
    expect(statSync(restored).mode & 0o077).toBe(0);
    expect(readdirSync(join(site.cwd, "new"))).toEqual(["postern.db"]);
    const listed = await site.cli("user list", { environment: elsewhere });
    expect(listed.out).toContain("ada@example.com");
  });

  test("gives up the database that is there only with --force, and what was beside it", async () => {
    const site = await backedUp();
    await site.cli("user create bob@example.com --no-mail");
    const refused = await site.cli("db restore copy.db");
    expect([refused.code, refused.err]).toEqual([1, like(/--force/)]);
    expect(await emails(site)).toEqual(["bob@example.com", "ada@example.com"]);
    const forced = await site.cli("db restore copy.db --force");
    expect([forced.code, forced.out]).toEqual([0, like(/users +1\n/)]);
    expect(await emails(site)).toEqual(["ada@example.com"]);
    expect(readdirSync(site.cwd).filter((name) => name.includes(".part"))).toEqual([]);
  });

  test("refuses over a database that somebody has open, and changes nothing", async () => {
    const site = await backedUp();
    await site.cli("user create bob@example.com --no-mail");
    const server = new DatabaseSync(site.database);
    server.exec("PRAGMA journal_mode = WAL; SELECT COUNT(*) FROM users");
    const ran = await site.cli("db restore copy.db --force --json");
    expect([ran.code, ran.json()]).toMatchObject([1, { error: { reason: "target-in-use" } }]);
    expect(server.prepare("SELECT COUNT(*) AS count FROM users").get()).toEqual({ count: 2 });
    server.close();
    expect(readdirSync(site.cwd).filter((name) => name.includes(".part"))).toEqual([]);
  });

  test("takes a damaged database away, which is why one restores", async () => {
    const site = await backedUp();
    writeFileSync(site.database, "The disk had a bad day. ".repeat(400));
    const ran = await site.cli("db restore copy.db --force");
    expect(ran.code).toBe(0);
    expect(await emails(site)).toEqual(["ada@example.com"]);
  });

  test("refuses what is no whole back-up of a Postern that this version knows", async () => {
    const site = await backedUp();
    const made = (name: string, change: (database: DatabaseSync) => void): string => {
      copyFileSync(site.copy, join(site.cwd, name));
      const database = new DatabaseSync(join(site.cwd, name));
      change(database);
      database.close();
      return name;
    };
    writeFileSync(join(site.cwd, "text.db"), "no database, but some text");
    writeFileSync(join(site.cwd, "empty.db"), "");
    const bytes = readFileSync(site.copy);
    writeFileSync(join(site.cwd, "torn.db"), bytes.subarray(0, Math.floor(bytes.length / 2)));
    made("live.db", () => undefined);
    writeFileSync(join(site.cwd, "live.db-wal"), "what was not in the file yet");
    const wrong: [file: string, reason: string][] = [
      ["none.db", "file"],
      ["text.db", "not-a-backup"],
      ["empty.db", "not-a-backup"],
      ["torn.db", "damaged"],
      ["live.db", "source-in-use"],
      [made("other.db", (database) => database.exec("DROP TABLE migrations")), "not-postern"],
      [
        made("newer.db", (database) =>
          database.exec("INSERT INTO migrations VALUES (999, 'something new', 1)"),
        ),
        "newer",
      ],
      [
        made("half.db", (database) =>
          database.exec("INSERT INTO copying VALUES ('users', 'elsewhere', 0, NULL)"),
        ),
        "unfinished-copy",
      ],
      [
        made("plugged.db", (database) =>
          database.exec("INSERT INTO feature_migrations VALUES ('newsletter', 1, 'topics', 1)"),
        ),
        "unknown-feature",
      ],
    ];
    const target = { environment: { DATABASE_URL: `sqlite:${site.cwd}/new/postern.db` } };
    for (const [file, reason] of wrong) {
      const ran = await site.cli(`db restore ${file} --json`, target);
      expect([file, ran.code, ran.json()]).toMatchObject([file, 1, { error: { reason } }]);
    }
    expect(existsSync(join(site.cwd, "new"))).toBe(false);
  });

  test("names pg_restore for PostgreSQL, without the password", async () => {
    const { cli } = deskWithDatabase();
    const url = "postgres://postern:sesame@db.example.com/postern";
    const ran = await cli("db restore copy.dump --json", { environment: { DATABASE_URL: url } });
    expect([ran.code, ran.json()]).toMatchObject([1, { error: { reason: "postgresql" } }]);
    expect(ran.err).toContain("--dbname=postgres://postern@db.example.com/postern copy.dump");
    expect(ran.out + ran.err).not.toContain("sesame");
  });
});
