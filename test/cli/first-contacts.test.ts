import { DatabaseSync } from "node:sqlite";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding } from "../doctor/tools.ts";
import { deskWithDatabase, like } from "./tools.ts";

const HOUR = 3_600_000;

/** What the attack test leaves: a quiet site, an hour in which ten thousand strangers were registered, and after. */
const BOMBED = [
  [4, 4, 4, 0, 0],
  [5, 5, 4, 0, 0],
  [9_178, 212, 10, 8_966, 0],
  [838, 8, 6, 9_796, 0],
  [4, 4, 4, 9_796, 0],
  [4, 4, 3, 9_796, 4_820],
] as const;

async function bombed(credit = 37) {
  const desk = deskWithDatabase();
  await desk.cli("db migrate");
  const db = new DatabaseSync(desk.database);
  const now = Date.now();
  const first = now - (now % HOUR) - (BOMBED.length - 1) * HOUR;
  for (const [place, [asked, sent, confirmed, waiting, withheld]] of BOMBED.entries()) {
    db.prepare(
      "INSERT INTO first_contact_hours (hour, asked, sent, confirmed, parked, withheld) VALUES (?, ?, ?, ?, ?, ?)",
    ).run(first + place * HOUR, asked, sent, confirmed, waiting, withheld);
  }
  db.exec(`INSERT INTO first_contacts (account, credit, refilled_on, sent, counted_until)
    VALUES ('shown', ${credit}, ${now}, 0, ${now});
    INSERT INTO mails (id, kind, email, email_key, state, priority, created_on, due_on, worthless_on, parked_on)
    VALUES ('a', 'confirm', 'a@example.com', 'a@example.com', 'queued', 0, ${now}, ${now + 9 * HOUR}, ${now + 9 * HOUR}, ${now})`);
  db.close();
  return desk;
}

describe.concurrent("postern stats --first-contacts", () => {
  test("shows a bombing at a glance, and how the site stands", async () => {
    const { cli } = await bombed();
    const { out } = await cli("stats --first-contacts");
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(1 + BOMBED.length + 2);
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:00 +4 +4 +4 +0 +0$/);
    expect(lines[3]).toMatch(/ 9,178 +212 +10 +8,966 +0 {2}▓░{36}$/);
    expect(lines.at(-1)).toBe(
      "First contacts: holding, new mails to strangers have to wait, 37 mails to strangers left; 1 mail waits.",
    );
  });

  test("tells programs the same, and spreadsheets", async () => {
    const { cli } = await bombed();
    const [json, csv] = await Promise.all([
      cli("stats --first-contacts --json"),
      cli("stats --first-contacts --csv"),
    ]);
    expect(json.json()).toMatchObject({ state: "holding", credit: 37, waiting: 1 });
    expect((json.json()["hours"] as unknown[])[2]).toEqual({
      startsOn: like(/:00:00.000Z$/),
      asked: 9_178,
      sent: 212,
      confirmed: 10,
      waiting: 8_966,
      withheld: 0,
    });
    expect(csv.out).toMatch(/^hour,registered,sent,confirmed,waiting,withheld\r?\n/);
    expect(csv.out).toContain(",9178,212,10,8966,0");
  });

  test("says so where nothing was sent yet, and takes no length", async () => {
    const { cli } = deskWithDatabase();
    await cli("db migrate");
    expect((await cli("stats --first-contacts")).out).toBe(
      "First contacts: calm, 200 mails to strangers left; nothing waits.\n",
    );
    expect((await cli("stats --first-contacts --by week")).code).toBe(2);
  });
});

describe.concurrent("postern stats --first-contacts --per network", () => {
  test("shows from where people register, and whether anybody confirms there", async () => {
    const { cli, database } = await bombed();
    const db = new DatabaseSync(database);
    const [now, until] = [Date.now() - 60_000, Date.now() + HOUR];
    const people = ["20.7.0.1", "20.7.9.9", "198.51.100.1"].entries();
    for (const [place, client] of people) {
      db.exec(`INSERT INTO users (id, email, email_key, registered_on, registered_with)
          VALUES ('${place}', 'a${place}@example.com', 'a${place}@example.com', ${now}, 'x');
        INSERT INTO sessions (id, hash, user_id, created_on, last_seen_on, expires_on, evidence, browser, client)
          VALUES ('${place}', '${place}', '${place}', ${now}, ${now}, ${until}, '[]', 'x', '${client}');
        INSERT INTO audit (id, happened_on, actor, act, user_id)
          VALUES ('${place}', ${now}, 'user', 'registered', '${place}')`);
    }
    db.exec(`INSERT INTO first_contact_networks VALUES ('198.51.0.0/16', 3, ${now});
      INSERT INTO audit (id, happened_on, actor, act, user_id)
        VALUES ('9', ${now}, 'user', 'confirmed', '2')`);
    db.close();
    const { out } = await cli("stats --first-contacts --per network");
    expect(out.split("\n").slice(1, 3)).toEqual([
      like(/^20\.7\.0\.0\/16 +2 +0 +–$/),
      like(/^198\.51\.0\.0\/16 +1 +1 +3$/),
    ]);
    expect((await cli("stats --first-contacts --per network --csv")).out).toContain(
      "198.51.0.0/16,1,1,3",
    );
    expect((await cli("stats --first-contacts --per network --json --limit 1")).json()).toEqual({
      networks: [{ network: "20.7.0.0/16", asked: 2, confirmed: 0, credit: null }],
    });
  });

  test("is for first contacts only, and draws no charts", async () => {
    const { cli } = deskWithDatabase();
    await cli("db migrate");
    for (const wrong of [
      "--per network",
      "--first-contacts --per domain",
      "--first-contacts --per network --svg a.svg",
    ]) {
      expect((await cli(`stats ${wrong}`)).code).toBe(2);
    }
    expect((await cli("stats --first-contacts --per network")).err).toMatch(/^Nobody registered/);
  });
});

test("stats --first-contacts counts what no server has counted yet", async () => {
  const { cli, database } = deskWithDatabase();
  await cli("db migrate");
  const db = new DatabaseSync(database);
  const now = Date.now();
  db.exec(`INSERT INTO first_contacts (account, credit, refilled_on, sent, counted_until)
      VALUES ('shown', 30, ${now}, 2, ${now - 600_000});
    INSERT INTO audit (id, happened_on, actor, act) VALUES
      ('1', ${now - 1_000}, 'user', 'registered'), ('2', ${now - 1_000}, 'user', 'registered'),
      ('3', ${now - 1_000}, 'user', 'confirmed')`);
  db.close();
  const { hours, ...told } = (await cli("stats --first-contacts --json")).json();
  expect(told).toMatchObject({ state: "holding", credit: 33, waiting: 0 });
  const sum = (what: string) =>
    (hours as Record<string, number>[]).reduce((total, hour) => total + hour[what]!, 0);
  expect(["asked", "sent", "confirmed"].map(sum)).toEqual([2, 2, 1]);
});

test("the charts of a bombing are a page and an SVG file, with the numbers in words", async () => {
  const { cli, cwd } = await bombed();
  const [page, picture] = [join(cwd, "a.html"), join(cwd, "a.svg")];
  await cli(`stats --first-contacts --html ${page} --svg ${picture}`);
  const [html, svg] = [readFileSync(page, "utf8"), readFileSync(picture, "utf8")];
  expect(html).toContain("Now: holding, new mails to strangers have to wait, 37 mails");
  expect(html).toMatch(/<td>9,178<\/td>\s*<td>212<\/td>/);
  expect(html).not.toContain("<script");
  for (const drawn of [html, svg]) {
    expect(drawn).toContain("The most mails that waited at once in each hour: 9,796 at most.");
  }
  expect(svg.match(/class="bar"/g)!.length).toBeGreaterThan(BOMBED.length);
  expect((await cli(`stats --first-contacts --svg ${picture}`)).code).not.toBe(0);
});

test.each([
  [37, "holding, new mails to strangers have to wait, 37 mails to strangers left"],
  [0, "0 mails to strangers left; nothing waits"],
  [99, "alert, forms ask for a proof of work, 99 mails to strangers left"],
  [200, "4,820 mails withheld within the last day"],
])("postern doctor warns where %i are left although nothing waits", async (credit, seen) => {
  const { cli, database } = await bombed(credit);
  const db = new DatabaseSync(database);
  db.exec("DELETE FROM mails");
  db.close();
  const { findings } = (await cli("doctor --json")).json() as { findings: Finding[] };
  expect(findings.find(({ check }) => check === "first-contacts")).toMatchObject({
    state: "warning",
    seen: like(new RegExp(seen)),
  });
});

test("postern doctor says so where nothing was withheld and the site is calm", async () => {
  const { cli } = deskWithDatabase();
  await cli("db migrate");
  const { findings } = (await cli("doctor --json")).json() as { findings: Finding[] };
  expect(findings.find(({ check }) => check === "first-contacts")).toMatchObject({ state: "ok" });
});

test("postern doctor warns of first mails that wait", async () => {
  const { cli } = await bombed();
  const { out } = await cli("doctor");
  expect(out).toContain("37 mails to strangers left; 1 mail waits; 4,820 mails withheld");
  expect(out).toContain("postern stats --first-contacts");
});
