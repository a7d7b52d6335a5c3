import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { days } from "../../src/domain/time.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { imported } from "../../src/testing/store-contract/foreign-passwords.ts";
import { register } from "../../src/testing/store-contract/kit.ts";
import { deskWithDatabase, like, someNumber } from "./tools.ts";

type Cell = { count: number; rate: number; soFar: boolean };
type Cohort = {
  startsOn: string;
  endsOn: string;
  registered: number;
  confirmed: number;
  withinHour: Cell;
  soFar: boolean;
};

/** By age, over time, time to confirm, funnel; by domain, resends and way: those of the demonstration have no language. */
const PICTURES = 7;

describe.concurrent("postern stats", () => {
  test("say under each table of traits what its shares are of", async () => {
    const { cli } = deskWithDatabase();
    await cli("db seed --users 20");
    const [domains, ways] = await Promise.all([cli("stats --per domain"), cli("stats --per way")]);
    expect(domains.out).toMatch(/\nshare confirmed within that time; {2}… so far\n$/);
    expect(ways.out).toMatch(/\nshare of all who registered; {2}… so far\n$/);
  });

  test("tell by day, week or month how many confirm and how soon: for eyes, programs and spreadsheets", async () => {
    const { cli, database } = deskWithDatabase();
    await cli("db seed --users 400 --days 20");
    const [text, json, months, csv, ages] = await Promise.all([
      cli("stats"),
      cli("stats --by week --json"),
      cli("stats --by month --since 2020-01-01 --json"),
      cli("stats --csv"),
      cli("stats --ages"),
    ]);
    expect(text.out).toMatch(
      /\d{4}-\d\d-\d\d +\d+ +\d+ % +\d+ % +\d+ % +\d+ % +\S+ \w+ +\S+ \w+ +\S+ \w+ {2}[█▓▒░·]{24}\n/,
    );
    expect(text.out).toMatch(/\nall +400 /);
    // Today is not over, and some of those who registered still have time.
    const printed = text.out.trim().split("\n");
    expect(printed.at(-4)).toMatch(/^\S+ +\d+… +(?:\d+ %…|–)/);
    expect(printed.at(-1)).toMatch(/^First contacts: calm/);
    const { by, cohorts, total } = json.json() as { by: string; cohorts: Cohort[]; total: Cohort };
    expect([by, total.registered]).toEqual(["week", 400]);
    // The first week may contain only a few days, and nobody who has confirmed.
    expect(cohorts.find(({ confirmed }) => confirmed > 0)).toMatchObject({
      startsOn: like(/T00:00:00.000Z$/),
      confirmed: someNumber,
      withinHour: { count: someNumber, rate: someNumber, soFar: false },
      withinWeek: { soFar: false },
      medianSeconds: someNumber,
      ninetiethSeconds: someNumber,
      ninetyNinthSeconds: someNumber,
    });
    expect(cohorts.at(-1)).toMatchObject({ soFar: true, ever: { soFar: true } });
    // Each week is complete: compared with the database's rows of its seven days.
    const db = new DatabaseSync(database, { readOnly: true });
    const counted = db.prepare(
      "SELECT COUNT(*) AS count FROM users WHERE registered_on >= ? AND registered_on < ?",
    );
    for (const { startsOn, endsOn, registered } of cohorts) {
      const [from, to] = [Date.parse(startsOn), Date.parse(endsOn)];
      expect([new Date(from).getUTCDay(), to - from]).toEqual([1, days(7)]);
      expect(counted.get(from, to)).toEqual({ count: registered });
    }
    db.close();
    const monthly = months.json()["cohorts"] as Cohort[];
    expect(monthly.reduce((sum, { registered }) => sum + registered, 0)).toBe(400);
    for (const { startsOn } of monthly) expect(startsOn).toMatch(/-01T00:00:00.000Z$/);
    const [heading, ...lines] = csv.out.trim().split("\r\n");
    expect(heading).toMatch(/^day,registered,confirmed,within_1h,.*,so_far$/);
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.at(-1)).toContain("registered confirmed within_1h");
    expect(ages.out).toMatch(/^day \(UTC\) +registered +1 d +2 d/);
  });

  test("tell domains, resends and ways apart", async () => {
    const { cli } = deskWithDatabase();
    await cli("db seed --users 100 --days 20");
    const [domain, way, json, wrong] = await Promise.all([
      cli("stats --per domain"),
      cli("stats --per way"),
      cli("stats --per resends --json"),
      cli("stats --per colour"),
    ]);
    expect(domain.out).toMatch(/demo-\w+\.example +100 /);
    expect(way.out).toMatch(/\nlink +\d+ /);
    expect(way.out).toContain("(not confirmed)");
    expect(json.json()).toMatchObject({ per: "resends", groups: [{ resends: "0", size: 100 }] });
    expect(wrong.code).toBe(2);
  });

  test("draw pictures into new files, which hold all that they need", async () => {
    const { cli, cwd } = deskWithDatabase();
    await cli("db seed --users 300 --days 20");
    writeFileSync(join(cwd, "old.svg"), "mine");
    const [drawn, refused] = await Promise.all([
      cli("stats --by week --html stats.html --svg stats.svg"),
      cli("stats --svg old.svg"),
    ]);
    expect([drawn.code, drawn.out]).toEqual([0, "The charts are in stats.html and stats.svg.\n"]);
    expect([refused.code, refused.err]).toEqual([1, like(/--force/)]);
    expect(readFileSync(join(cwd, "old.svg"), "utf8")).toBe("mine");
    expect((await cli("stats --svg old.svg --force")).code).toBe(0);
    const [page, svg] = ["stats.html", "stats.svg"].map((file) =>
      readFileSync(join(cwd, file), "utf8"),
    );
    expect(statSync(join(cwd, "stats.html")).mode & 0o077).toBe(0);
    expect(page!.match(/<svg\s[^>]*role="img"\s+aria-labelledby="\S+ \S+"/g)).toHaveLength(
      PICTURES,
    );
    expect(page!.match(/<table>/g)).toHaveLength(PICTURES);
    expect(page).toContain('<meta name="viewport"');
    expect(svg).toMatch(/^<svg\s+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    for (const file of [page!, svg!]) {
      expect(file).toContain("prefers-color-scheme: dark");
      expect(file.replace("http://www.w3.org/2000/svg", "")).not.toMatch(
        /<script|<link|<img|url\(|https?:|@import|NaN|undefined|Infinity/,
      );
      expect(file.match(/<title/g)!.length).toBeGreaterThan(3);
      expect(file.match(/<desc/g)).toHaveLength(PICTURES);
    }
  });

  test("mark a release, which the pictures show, and remove the mark again", async () => {
    const { cli } = deskWithDatabase();
    await cli("db seed --users 20 --days 5");
    const marked = await cli(["stats", "mark", "Version 2.4"]);
    expect(marked.out).toBe("The mark is in the pictures of the cohorts.\n");
    expect((await cli("stats --json")).json()["marks"]).toMatchObject([{ text: "Version 2.4" }]);
    const wrong = await Promise.all([
      cli(["stats", "mark", " "]),
      cli(["stats", "mark", "x".repeat(61)]),
      cli("stats mark later --on 2999-01-01"),
      cli("stats mark unknown --remove"),
    ]);
    expect(wrong.map(({ code }) => code)).toEqual([2, 2, 2, 1]);
    expect((await cli(["stats", "mark", "Version 2.4", "--remove"])).out).toBe("Removed 1 mark.\n");
    expect((await cli("stats --json")).json()["marks"]).toEqual([]);
  });

  test("hashes says how many passwords are our own and how many imported, and until when", async () => {
    const { cli, database } = deskWithDatabase();
    await cli("db migrate");
    const store = await sqliteStore(new DatabaseSync(database));
    await register(store, "own@example.com");
    expect((await cli("stats hashes")).out).toBe(
      "hash     passwords\nour own          1\nNo imported passwords are left.\n",
    );
    for (const name of ["ada", "bob"]) await imported(store, `${name}@example.com`, "bcrypt 12");
    await imported(store, "eve@example.com", "scrypt 16384,8,1");
    await store.close();
    const environment = {
      POSTERN_IMPORTED_PASSWORDS_UNTIL: "2027-06-30",
      POSTERN_TIME_ZONE: "Europe/Berlin",
    };
    expect((await cli("stats hashes", { environment })).out).toBe(
      [
        "hash              passwords",
        "our own                   1",
        "bcrypt 12                 2",
        "scrypt 16384,8,1          1",
        "3 imported passwords left, accepted until 2027-06-30.",
        "",
      ].join("\n"),
    );
    expect((await cli("stats hashes --json", { environment })).json()).toEqual({
      own: 1,
      imported: [
        { scheme: "bcrypt 12", count: 2 },
        { scheme: "scrypt 16384,8,1", count: 1 },
      ],
      until: "2027-06-30T22:00:00.000Z",
    });
    expect((await cli("stats hashes --json")).json()).toMatchObject({ until: null });
    const wrong = await cli("stats hashes", {
      environment: { POSTERN_IMPORTED_PASSWORDS_UNTIL: "soon" },
    });
    expect(wrong.err).toContain("POSTERN_IMPORTED_PASSWORDS_UNTIL: give a date, like 2027-06-30");
  });

  test("say so where nobody registered, and draw nothing that is not there", async () => {
    const { cli, cwd } = deskWithDatabase();
    await cli("db migrate");
    const [none, json] = [await cli("stats"), await cli("stats --json --svg empty.svg")];
    expect(none.err).toContain("Nobody registered");
    expect(json.json()).toMatchObject({
      cohorts: [],
      total: { registered: 0, ever: { rate: null } },
    });
    expect(readFileSync(join(cwd, "empty.svg"), "utf8")).not.toMatch(/NaN|Infinity/);
  });
});
