// The cohort analysis in the console: what it says, in pictures, tables and files.

import { expect, test } from "vitest";
import { days, minutes } from "../../src/domain/time.ts";
import { countCohorts, recountCohorts } from "../../src/features/cohorts/counting.ts";
import { PASSWORD, type TestOptions } from "../../src/testing/test-postern.ts";
import { addresses, begin, importPeople, run } from "../campaign/people.ts";
import { staffed } from "./staff.ts";

const PATH = "/admin/cohorts";

/** Four of five confirm, most of them soon; an operator confirmed one in twenty. */
const FILL = `WITH RECURSIVE person (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM person WHERE n < ?)
  INSERT INTO users (id, email, email_key, registered_on, registered_with, confirmed_on, confirmed_via, language, source)
  SELECT printf('%012d', n), 'a' || n || '@d' || (n % 7) || '.example', 'a' || n || '@d' || (n % 7) || '.example',
    ? + n * ?, 'Firefox on Linux',
    CASE WHEN n % 5 > 0 THEN ? + n * ? + (1 + n % 7919) * (1 + n % 7919) / 50 * 1000 END,
    CASE WHEN n % 20 = 1 THEN 'admin' WHEN n % 3 = 1 THEN 'code' WHEN n % 5 > 0 THEN 'link' END,
    CASE WHEN n % 2 = 1 THEN 'de' END, CASE WHEN n % 4 = 1 THEN 'newsletter' END
  FROM person`;

/** A site with staff, and 2,000 people who registered in the last 200 days. */
async function crowded(options: TestOptions = {}) {
  const site = await staffed(options);
  const { clock, database, postern } = site.app;
  const [start, step] = [clock.now() - days(200), days(200) / 2_000];
  database.prepare(FILL).run(2_000, start, step, start, step);
  clock.forward(minutes(2));
  await recountCohorts(postern.context, () => undefined);
  return site;
}

type Body = Readonly<Record<string, unknown>>;

const names = (groups: unknown, trait: string): readonly unknown[] =>
  (groups as Readonly<Record<string, readonly Body[]>>)[trait]!.map((group) => group[trait]);

/** The table of a picture, as lines of cells. */
function tableOf(page: string, id: string): readonly (readonly string[])[] {
  const [, section = ""] = new RegExp(`<h2 id="${id}">([^]*?)</section>`).exec(page) ?? [];
  return [...section.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>([^<]*)</g)].map(([, cell = ""]) => cell),
  );
}

test("the page shows each picture with its table, and both say what the files and programs are told", async () => {
  await using site = await crowded();
  const { viewer } = site.browsers;
  const page = await viewer.open(PATH);
  expect([page.status, page.heading]).toEqual([200, "Cohorts"]);
  const pictures = ["ages", "shares", "times", "funnel", "domain", "resends", "way", "language"];
  for (const id of [...pictures, "source"]) {
    expect(page.text).toContain(`<title id="${id}-title">`);
    expect([id, tableOf(page.text, id).length > 1]).toEqual([id, true]);
  }
  expect(page.text.match(/<svg\s+class="chart"[^>]*role="img"/g)).toHaveLength(9);
  expect(page.text).not.toMatch(/NaN|undefined|Infinity| style=/);
  const { body } = await viewer.json("GET", PATH);
  const cohorts = body["cohorts"] as readonly { startsOn: string; registered: number }[];
  expect(body).toMatchObject({ by: "week", zone: "UTC", complete: true });
  const rows = tableOf(page.text, "ages").slice(1);
  expect(rows.map(([week, registered]) => [week, registered])).toEqual(
    cohorts.map(({ startsOn, registered }, at) => [
      startsOn.slice(0, 10),
      `${registered}${at === cohorts.length - 1 ? "…" : ""}`,
    ]),
  );
  const csv = await viewer.open(`${PATH}?download=csv`);
  expect(
    csv.text
      .split("\r\n")
      .slice(1, -1)
      .map((line) => line.split(",").slice(0, 2)),
  ).toEqual(cohorts.map(({ startsOn, registered }) => [startsOn.slice(0, 10), `${registered}`]));
  const json = await viewer.open(`${PATH}?download=json`);
  expect(JSON.parse(json.text)).toEqual(body);
});

test("what is not finished is hatched, has a mark in the table, and is named in the legend", async () => {
  await using site = await crowded();
  const { text } = await site.browsers.viewer.open(PATH);
  const last = tableOf(text, "ages").at(-1)!;
  expect(last.slice(0, 3).join(" ")).toMatch(/^2026-11-16 \d+… \d+.%…$/);
  expect(tableOf(text, "ages")[1]!.join("")).not.toContain("…");
  expect(text).toMatch(/<path class="hatch" d="M[^"]+l4-15/);
  expect(text).toContain(">so far</text");
});

test("people whom an operator confirmed are left out, said and counted; whoever wants can include them", async () => {
  await using site = await crowded();
  const { viewer } = site.browsers;
  const without = await viewer.json("GET", PATH);
  const included = await viewer.json("GET", `${PATH}?operators=yes`);
  const registered = (body: Body) => (body["total"] as Body)["registered"] as number;
  const excluded = without.body["excludedConfirmedByOperator"] as number;
  expect(excluded).toBeGreaterThan(50);
  expect(registered(included.body)).toBe(registered(without.body) + excluded);
  expect(names(without.body["groups"], "way")).not.toContain("admin");
  expect(names(included.body["groups"], "way")).toContain("admin");
  expect((await viewer.open(PATH)).text).toContain(`Not counted: ${excluded} people`);
  expect((await viewer.open(`${PATH}?operators=yes`)).text).toContain("are counted, too");
});

test("days begin in the zone of the URL, which the page states; by default in that of the site", async () => {
  await using site = await crowded({ timeZone: "Europe/Berlin" });
  const { viewer } = site.browsers;
  const first = async (query: string) => {
    const { body } = await viewer.json("GET", `${PATH}${query}`);
    const [cohort] = body["cohorts"] as readonly { startsOn: string }[];
    return [body["zone"], cohort!.startsOn.slice(11, 16)];
  };
  expect(await first("?by=day")).toEqual(["Europe/Berlin", "22:00"]);
  expect(await first("?by=day&zone=Asia%2FKathmandu")).toEqual(["Asia/Kathmandu", "18:15"]);
  expect((await viewer.open(`${PATH}?zone=Asia%2FKathmandu`)).text).toContain(
    "in the time zone Asia/Kathmandu",
  );
  const { body } = await viewer.json("GET", `${PATH}?by=month&since=2026-09-17`);
  const months = body["cohorts"] as readonly { startsOn: string }[];
  expect(months.map(({ startsOn }) => startsOn.slice(0, 10))).toEqual([
    "2026-08-31",
    "2026-09-30",
    "2026-10-31",
  ]);
});

test.each([
  ["by=year", "by", "Choose day, week or month."],
  ["zone=Mars%2FOlympus", "zone", "“Mars/Olympus” is no time zone."],
  ["zone=%2B02%3A00", "zone", "“+02:00” is no time zone."],
  ["since=yesterday", "since", "Give a day that is not in the future"],
  ["since=2026-02-31", "since", "Give a day that is not in the future"],
  ["since=2026-11-24", "since", "Give a day that is not in the future"],
  ["since=0001-01-01&by=day", "since", "That is more than 62 cohorts."],
])(
  "a filter that cannot be used is named, and kept in its field: %s",
  async (query, field, words) => {
    await using site = await staffed();
    const { viewer } = site.browsers;
    const page = await viewer.open(`${PATH}?${query}`);
    expect([page.status, page.text.includes(words)]).toEqual([422, true]);
    expect(page.text).toContain(`href="#${field}"`);
    expect((await viewer.json("GET", `${PATH}?${query}`)).body).toMatchObject({
      reason: "invalid",
      fields: { [field]: "not-valid" },
    });
  },
);

test("a file for spreadsheets executes nothing, and its name is one of Postern's", async () => {
  await using site = await crowded();
  site.app.database.exec("UPDATE users SET source = '=1+1' WHERE source IS NOT NULL");
  await recountCohorts(site.app.postern.context, () => undefined);
  const { viewer } = site.browsers;
  const csv = await viewer.open(`${PATH}?download=csv&of=source`);
  expect(csv.text).toContain("\n'=1+1,");
  expect(csv.headers.get("content-disposition")).toBe('attachment; filename="cohorts-source.csv"');
  const odd = await viewer.open(`${PATH}?download=csv&of=%22%0D%0Ax%3A`);
  expect(odd.headers.get("content-disposition")).toBe('attachment; filename="cohorts-shares.csv"');
});

test("what operators marked is a numbered line in the picture, and named above it", async () => {
  await using site = await crowded();
  const { context } = site.app.postern;
  const now = context.clock.now();
  for (const [text, ago] of [
    ["Version <2>", days(10)],
    ["too long ago", days(300)],
  ] as const) {
    await context.store.addMark({ text, happenedOn: now - ago, actor: "operator:root", now });
  }
  const { text } = await site.browsers.viewer.open(PATH);
  expect(text.match(/<path class="mark" d="M[\d.]+ 26V176"/g)).toHaveLength(1);
  expect(text).toContain("<p>1: 2026-11-12 Version &lt;2&gt;</p>");
  expect(text).not.toContain("too long ago");
  expect((await site.browsers.viewer.json("GET", PATH)).body["marks"]).toMatchObject([
    { text: "Version <2>" },
  ]);
});

test("deleted people stay in the counts", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  await app.confirmed("gone@example.com");
  const registered = async () => {
    await countCohorts(app.postern.context);
    return ((await browsers.viewer.json("GET", PATH)).body["total"] as Body)["registered"];
  };
  const before = await registered();
  await app.postern.users.delete(app.user("gone@example.com")!.id);
  expect([before, await registered()]).toEqual([5, 5]);
  expect((await browsers.viewer.open(PATH)).text).toContain("still counted");
});

test("a campaign among imported people has a funnel of its own, also where nobody registered, and its files", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  const { viewer } = browsers;
  expect((await viewer.json("GET", PATH)).body).toMatchObject({ campaign: null });
  await importPeople(app, [...addresses(3), "eve@example.com"]);
  await app.register("eve@example.com");
  const mail = app.database.prepare("SELECT id FROM mails WHERE email_key = 'eve@example.com'");
  const bounced = { mailId: String(mail.get()!["id"]), answer: "550", fault: "address" } as const;
  await app.postern.context.store.recordBounce({ ...bounced, now: app.clock.now() });
  await begin(app, 6_000);
  await run(app, 2);
  const reader = app.browser();
  await reader.open((await app.mailTo("p0@example.com")).links[0]!);
  await reader.submit("/confirm", { password: PASSWORD });
  await run(app, 2);
  const page = await viewer.open(PATH);
  expect(tableOf(page.text, "campaign")).toEqual([
    ["Step", "People", "Share"],
    ["Picked", "3", "100\u00a0%…"],
    ["Mail handed over", "3", "100\u00a0%…"],
    ["Mail opened", "1", "33\u00a0%…"],
    ["Confirmed", "1", "33\u00a0%…"],
    ["Came back", "0", "0\u00a0%…"],
    ["Skipped", "1", "—"],
    ["Not picked yet", "0", "—"],
  ]);
  expect(page.text).toContain('<title id="campaign-title">');
  const csv = await viewer.open(`${PATH}?download=csv&of=campaign`);
  expect(csv.text).toBe(
    "step,people\r\npicked,3\r\nhandedOver,3\r\nopened,1\r\nconfirmed,1\r\nbounced,0\r\nskipped,1\r\nleft,0\r\n",
  );
  expect((await viewer.json("GET", PATH)).body).toMatchObject({
    campaign: { picked: 3, handedOver: 3, opened: 1, confirmed: 1, bounced: 0, skipped: 1 },
  });
});

test("where nobody registered, the page says so and draws nothing", async () => {
  await using site = await staffed();
  const page = await site.browsers.viewer.open(PATH);
  expect(page.text).toContain("Nobody registered in this time.");
  expect(page.text).not.toContain('class="figure"');
});

test("the page is no page to users without a role", async () => {
  await using site = await staffed();
  expect((await site.browsers.user.open(PATH)).status).toBe(404);
  expect((await site.browsers.anonymous.open(PATH)).path).toBe("/login?next=%2Fadmin%2Fcohorts");
  expect((await site.browsers.viewer.open("/admin")).text).toContain(`href="${PATH}"`);
});

test.each(["day", "week", "month"])(
  "with its pictures, a page takes at most 80 kilobytes without scripts, by %s",
  async (by) => {
    await using site = await crowded();
    const { text } = await site.browsers.viewer.open(`${PATH}?by=${by}`);
    expect(Buffer.byteLength(text.replace(/<script[^]*?<\/script>/g, ""))).toBeLessThan(80 * 1024);
  },
);

test.each([
  ["de", "ltr", "Bestätigt nach Alter"],
  ["fr", "ltr", "Confirmations selon l’âge"],
  ["ar", "rtl", "التأكيد حسب العمر"],
])("the pictures speak %s, and are drawn from left to right", async (tag, dir, title) => {
  await using site = await crowded();
  const { text } = await site.browsers.viewer.open(`${PATH}?lang=${tag}`);
  expect(text).toContain(`<html lang="${tag}" dir="${dir}"`);
  expect(text).toContain(`<title id="ages-title">${title}</title>`);
  expect(text.match(/class="drawn" dir="ltr" tabindex="0" role="region"/g)).toHaveLength(9);
});
