import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { deskWithDatabase, PATIENCE, like } from "./tools.ts";

const HOUR = 3_600_000;

/** What the attack test leaves: a quiet site, an hour in which ten thousand strangers were registered, and after. */
const BOMBED = [
  [4, 4, 4, 0],
  [5, 5, 4, 0],
  [9_178, 212, 10, 8_966],
  [838, 8, 6, 9_796],
  [4, 4, 4, 9_796],
  [4, 4, 3, 9_796],
] as const;

async function bombed() {
  const desk = deskWithDatabase();
  await desk.cli("db migrate");
  const db = new DatabaseSync(desk.database);
  const now = Date.now();
  const first = now - (now % HOUR) - (BOMBED.length - 1) * HOUR;
  for (const [place, [asked, sent, confirmed, waiting]] of BOMBED.entries()) {
    db.prepare("INSERT INTO first_contact_hours VALUES (?, ?, ?, ?, ?)").run(
      first + place * HOUR,
      asked,
      sent,
      confirmed,
      waiting,
    );
  }
  db.exec(`INSERT INTO first_contacts VALUES ('shown', 37, ${now}, 0, ${now});
    INSERT INTO mails (id, kind, email, email_key, state, priority, created_on, due_on, worthless_on, parked_on)
    VALUES ('a', 'confirm', 'a@example.com', 'a@example.com', 'queued', 0, ${now}, ${now + 9 * HOUR}, ${now + 9 * HOUR}, ${now})`);
  db.close();
  return desk;
}

describe.concurrent("postern stats --first-contacts", PATIENCE, () => {
  test("shows a bombing at a glance, and how the site stands", async () => {
    const { cli } = await bombed();
    const { out } = await cli("stats --first-contacts");
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(1 + BOMBED.length + 2);
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:00 +4 +4 +4 +0$/);
    expect(lines[3]).toMatch(/ 9,178 +212 +10 +8,966 {2}▓░{36}$/);
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
    });
    expect(csv.out).toMatch(/^hour,registered,sent,confirmed,waiting\r?\n/);
    expect(csv.out).toContain(",9178,212,10,8966");
  });

  test("says so where nothing was sent yet, and takes no length", async () => {
    const { cli } = deskWithDatabase();
    await cli("db migrate");
    expect((await cli("stats --first-contacts")).out).toBe(
      "First contacts: calm; nothing waits.\n",
    );
    expect((await cli("stats --first-contacts --by week")).code).toBe(2);
  });
});

test("postern doctor warns of first mails that wait", PATIENCE, async () => {
  const { cli } = await bombed();
  const { out } = await cli("doctor");
  expect(out).toContain("1 first mail to strangers");
  expect(out).toContain("postern stats --first-contacts");
});
