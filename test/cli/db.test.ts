import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { days } from "../../src/domain/time.ts";
import { deskWithDatabase, like, someNumber } from "./tools.ts";

describe.concurrent("postern db", () => {
  test("migrate applies what is missing once, and status tells scripts what is missing", async () => {
    const { cli } = deskWithDatabase();
    const before = await cli("db status --json");
    expect(before.code).toBe(1);
    const waiting = before.json()["migrations"] as { appliedOn: string | null }[];
    expect(waiting[0]).toMatchObject({ number: 1, appliedOn: null });
    expect(waiting.filter(({ appliedOn }) => appliedOn !== null)).toEqual([]);
    const early = await cli("user list");
    expect([early.code, early.err]).toEqual([4, like(/postern db migrate/)]);
    const first = await cli("db migrate");
    expect(first.out).toContain("applied 1 users");
    const second = await cli("db migrate --json");
    expect(second.json()).toEqual({ applied: [] });
    const after = await cli("db status");
    expect(after.code).toBe(0);
    expect(after.out).toMatch(/1 {2}users .* {2}\d{4}-\d\d-\d\d \d\d:\d\d/);
    expect(after.out).not.toContain("missing");
  });

  test("reset asks, refuses in production, and leaves an empty database behind", async () => {
    const { cli, cwd } = deskWithDatabase();
    await cli("user create ada@example.com --no-mail");
    mkdirSync(join(cwd, "mailbox"));
    writeFileSync(join(cwd, "mailbox", "mail.json"), "{}");
    const refusals = await Promise.all([
      cli("db reset"),
      cli("db reset --yes", { environment: { NODE_ENV: "production" } }),
      cli("db reset --yes", { environment: { POSTERN_BASE_URL: "https://accounts.example.com" } }),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(refusals[0].err).toContain("--yes");
    expect(refusals[1].err).toContain("back-up");
    const reset = await cli("db reset --yes");
    expect(reset.code).toBe(0);
    expect(existsSync(join(cwd, "mailbox"))).toBe(false);
    expect((await cli("user list --json")).json()).toEqual({ users: [], total: 0, next: null });
  });

  test("seed makes users who registered over the days, most of them confirmed", async () => {
    const { cli, database } = deskWithDatabase();
    const refused = await cli("db seed --users 5", { environment: { NODE_ENV: "production" } });
    expect([refused.code, refused.err]).toEqual([1, like(/--yes/)]);
    const seeded = await cli("db seed --users 1200 --days 20 --json");
    expect(seeded.json()).toMatchObject({ users: 1200, domain: like(/^demo-/) });
    expect(seeded.err).toContain("users added: 1200 of 1200");
    expect(seeded.err).not.toContain("\r");
    const db = new DatabaseSync(database, { readOnly: true });
    const facts = db
      .prepare(
        `SELECT COUNT(*) AS users, COUNT(confirmed_on) AS confirmed, MIN(registered_on) AS first,
           COUNT(DISTINCT email_key) AS addresses, MAX(confirmed_on) AS last,
           (SELECT COUNT(*) FROM addresses) AS owned,
           SUM(confirmed_on - registered_on > ${days(1)}) AS late FROM users`,
      )
      .get() as Record<string, number>;
    db.close();
    expect(facts).toMatchObject({ users: 1200, addresses: 1200, owned: facts["confirmed"] });
    expect(facts["confirmed"]! / 1200).toBeGreaterThan(0.7);
    expect(facts["confirmed"]! / 1200).toBeLessThan(0.95);
    expect(facts["late"]).toBeGreaterThan(5);
    expect(Date.now() - facts["first"]!).toBeGreaterThan(days(15));
    expect(facts["last"]).toBeLessThan(Date.now());
  });

  test("purge removes unconfirmed users past their lifetime, and only counts them on a dry run", async () => {
    const { cli } = deskWithDatabase();
    await cli("db seed --users 300 --days 30");
    const dry = (await cli("db purge --dry-run --json")).json();
    expect(dry).toEqual({ dryRun: true, users: someNumber });
    expect(dry["users"]).toBeGreaterThan(5);
    const purged = await cli("db purge");
    expect(purged.out).toBe(`${String(dry["users"])} unconfirmed users removed.\n`);
  });
});
