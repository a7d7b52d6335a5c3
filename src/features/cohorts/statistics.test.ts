import { expect, test } from "vitest";
import { dayIn } from "../../domain/calendar.ts";
import { days, hours, minutes } from "../../domain/time.ts";
import { testPostern, type TestPostern } from "../../testing/test-postern.ts";
import { stepBounds, stepOf } from "../../domain/cohorts.ts";
import * as admin from "../admin/admin.ts";
import { countCohorts } from "./counting.ts";
import { readStatistics, type Statistics, type WantedStatistics } from "./statistics.ts";

const ROOT = { actor: "operator:root", reason: "asked by phone" };

/** The clock of the tests starts on Sunday, 22 November 2026, at 13:05. */
const at = (text: string): number => Date.parse(`${text}Z`);

type Person = { registeredOn: number; delay?: number; domain?: string; isGone?: boolean };

/** A Postern in which these people registered and were confirmed by an operator. */
async function among(people: readonly Person[]) {
  const app = await testPostern();
  const { context } = app.postern;
  const now = app.clock.now();
  for (const [place, { registeredOn, delay, domain = "example.com", isGone }] of people.entries()) {
    app.clock.forward(registeredOn - app.clock.now());
    await app.register(`a${place}@${domain}`);
    const { id } = app.user(`a${place}@${domain}`)!;
    app.clock.forward(delay ?? 0);
    if (delay !== undefined) await admin.confirmUser(context, ROOT, id);
    if (isGone) await admin.deleteUser(context, ROOT, id);
  }
  app.clock.forward(now - app.clock.now());
  return app;
}

/** The statistics of everybody: also of those whom an operator confirmed, as most people here. */
async function read(
  { postern: { context } }: TestPostern,
  wanted: WantedStatistics,
): Promise<Statistics> {
  await countCohorts(context);
  return readStatistics(context, { withOperators: true, ...wanted });
}

test("a week is counted from Monday to Sunday, also where the view begins in its middle", async () => {
  const monday = at("2026-11-09T00:00");
  const people = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ registeredOn: monday + days(day) }));
  await using app = await among([
    { registeredOn: monday - 1 },
    ...people,
    { registeredOn: monday + days(7) },
  ]);
  const since = monday + days(3);
  const { cohorts } = await read(app, { by: "week", since });
  expect(cohorts.map(({ startsOn, registered }) => [startsOn, registered])).toEqual([
    [monday, 7],
    [monday + days(7), 1],
  ]);
  const byMonth = await read(app, { by: "month", since });
  expect(byMonth.cohorts).toMatchObject([{ startsOn: at("2026-11-01T00:00"), registered: 9 }]);
  const byDay = await read(app, { by: "day", since });
  expect(byDay.cohorts.map(({ registered }) => registered)).toEqual([
    1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
  ]);
});

test("what may still grow is so far: until all of a cohort have had the time", async () => {
  await using app = await among([
    { registeredOn: at("2026-11-13T12:00"), delay: minutes(2) },
    { registeredOn: at("2026-11-14T12:00") },
    { registeredOn: at("2026-11-21T12:00"), delay: hours(3) },
    { registeredOn: at("2026-11-22T12:00") },
  ]);
  const { cohorts } = await read(app, { by: "day" });
  const open = cohorts.map((cohort) =>
    [cohort.soFar, cohort.withinHour.soFar, cohort.withinDay.soFar, cohort.withinWeek.soFar]
      .concat(cohort.ever.soFar)
      .map((soFar) => (soFar ? "…" : "."))
      .join(""),
  );
  expect([open[0], open[1], open.at(-2), open.at(-1)]).toEqual([
    ".....",
    ".....",
    "..………",
    "……………",
  ]);
  expect(cohorts.at(-2)).toMatchObject({ withinHour: { count: 0, rate: 0 }, ever: { rate: 1 } });
  expect(cohorts[3]).toMatchObject({ registered: 0, ever: { count: 0, rate: null }, median: null });
  // For those of Saturday the 14th, the last of the seven days ends this midnight.
  expect(cohorts[0]!.ages.map((each) => each && [each.count, each.soFar])).toEqual([
    ...Array<unknown>(8).fill([1, false]),
    [1, true],
    [1, true],
    ...Array<unknown>(4).fill(null),
  ]);
});

test("registrations that were removed count, and whom an operator confirmed only if that is asked for", async () => {
  await using app = await among([
    { registeredOn: at("2026-11-10T12:00"), delay: minutes(30), isGone: true },
    { registeredOn: at("2026-11-10T12:30"), isGone: true },
    { registeredOn: at("2026-11-10T12:40") },
  ]);
  const { context } = app.postern;
  const wanted = { email: "made@example.com", confirmed: true, admin: false, mail: false };
  await admin.createUser(context, ROOT, wanted);
  const all = await read(app, { by: "day" });
  expect(all.total).toMatchObject({ registered: 4, ever: { count: 2, rate: 0.5 } });
  expect(all.excluded).toBe(0);
  const themselves = await read(app, { by: "day", withOperators: false });
  expect(themselves.total).toMatchObject({ registered: 2, ever: { count: 0, soFar: false } });
  expect(themselves.excluded).toBe(2);
});

test("domains with fewer than twenty people are shown together", async () => {
  const registeredOn = at("2026-11-10T12:00");
  const person = { registeredOn, domain: "example.net" };
  await using app = await among([
    ...Array.from({ length: 20 }, () => person),
    { registeredOn },
    { registeredOn, domain: "example.org" },
  ]);
  const { groups } = await read(app, { by: "day", per: ["domain"] });
  expect(groups.domain?.map(({ name, size }) => [name, size])).toEqual([
    ["example.net", 20],
    ["*", 2],
  ]);
});

test("half of a cohort may never confirm", async () => {
  const registeredOn = at("2026-11-10T12:00");
  const people = [{ registeredOn, delay: minutes(5) }, { registeredOn }, { registeredOn }];
  await using app = await among(people);
  const { total } = await read(app, { by: "day" });
  expect(total).toMatchObject({ median: minutes(5), untilHalf: null });
});

test.each([
  ["UTC", ["2026-11-21", 1], ["2026-11-22", 2]],
  ["Asia/Kolkata", ["2026-11-21", 0], ["2026-11-22", 3]],
  ["America/St_Johns", ["2026-11-21", 2], ["2026-11-22", 1]],
])(
  "in %s, whoever registers at midnight counts on the day that it is there",
  async (zone, ...by) => {
    await using app = await among([
      { registeredOn: at("2026-11-21T23:59") },
      { registeredOn: at("2026-11-22T00:00") },
      { registeredOn: at("2026-11-22T03:30") },
    ]);
    const { cohorts } = await read(app, { by: "day", zone });
    const counts = new Map(cohorts.map((each) => [dayIn(each.startsOn, zone), each.registered]));
    expect(by.map(([day]) => [day, counts.get(`${day}`) ?? 0])).toEqual(by);
  },
);

test("groups tell resends and ways apart", async () => {
  const registeredOn = at("2026-11-10T12:00");
  await using app = await among([
    { registeredOn, delay: minutes(5) },
    { registeredOn, domain: "example.org" },
    { registeredOn, domain: "example.org", delay: hours(2) },
    { registeredOn, domain: "example.org" },
  ]);
  const { context } = app.postern;
  await admin.resend(context, ROOT, app.user("a1@example.org")!.id);
  const groups = async (per: "resends" | "way") => {
    const found = await read(app, { by: "day", per: [per] });
    return found.groups[per]?.map(({ name, size, ever }) => [name, size, ever.rate]);
  };
  expect(await groups("resends")).toEqual([
    ["0", 3, 2 / 3],
    ["1", 1, 0],
  ]);
  expect(await groups("way")).toEqual([
    ["admin", 2, 0.5],
    [null, 2, 0],
  ]);
});

test.each(["UTC", "Asia/Kathmandu", "America/New_York"])(
  "every figure is what a plain count of the rows gives, in %s",
  async (zone) => {
    await using app = await testPostern();
    const now = app.clock.now();
    const insert = app.database.prepare(
      `INSERT INTO users (id, email, email_key, registered_on, registered_with, confirmed_on, confirmed_via)
     VALUES (?, ?, ?, ?, 'Firefox on Linux', ?, ?)`,
    );
    const people = Array.from({ length: 1_500 }, (_, place) => {
      const registeredOn = now - days(60) + Math.floor((place / 1_500) * days(60));
      // Spread over many sizes, and unordered.
      const delay = 1_000 * Math.floor(1.0123 ** ((place * 7_919) % 1_100));
      const isConfirmed = place % 5 !== 0 && registeredOn + delay < now;
      return { id: `${place}`.padStart(5, "0"), registeredOn, delay: isConfirmed ? delay : null };
    });
    for (const { id, registeredOn, delay } of people) {
      const confirmedOn = delay === null ? null : registeredOn + delay;
      const email = `${id}@example.com`;
      insert.run(id, email, email, registeredOn, confirmedOn, delay === null ? null : "link");
    }
    for (const by of ["day", "week", "month"] as const) {
      const found = await read(app, { by, since: 0, zone });
      expect(found.total.registered).toBe(1_500);
      for (const cohort of found.cohorts) {
        const mine = people.filter(
          ({ registeredOn }) => cohort.startsOn <= registeredOn && registeredOn < cohort.endsOn,
        );
        expect(cohort).toMatchObject(plainly(mine.map(({ delay }) => delay)));
      }
      expect(found.total).toMatchObject(plainly(people.map(({ delay }) => delay)));
      checkSteps(found, people);
    }
  },
);

function plainly(delays: readonly (number | null)[]) {
  const done = delays.filter((delay) => delay !== null).toSorted((one, other) => one - other);
  const within = (horizon: number) => {
    const count = done.filter((delay) => delay <= horizon).length;
    return { count, rate: delays.length === 0 ? null : count / delays.length };
  };
  const reached = (share: number) =>
    done.find((delay) => done.filter((other) => other <= delay).length >= share * done.length) ??
    null;
  const near = (share: number): unknown => {
    const exact = reached(share);
    if (exact === null) return null;
    const { from, to } = stepBounds(stepOf(exact));
    return expect.toSatisfy((value: number) => value >= from && value <= to);
  };
  return {
    registered: delays.length,
    withinHour: within(hours(1)),
    withinDay: within(days(1)),
    withinWeek: within(days(7)),
    ever: within(Infinity),
    median: near(0.5),
    ninetieth: near(0.9),
    ninetyNinth: near(0.99),
  };
}

function checkSteps({ steps }: Statistics, people: readonly { delay: number | null }[]): void {
  for (const { from, to, count } of steps) {
    const inside = people.filter(
      ({ delay }) => delay !== null && (delay > from || from === 0) && delay <= to,
    );
    expect([from, to, count]).toEqual([from, to, inside.length]);
  }
  const confirmed = people.filter(({ delay }) => delay !== null).length;
  expect(steps.reduce((sum, { count }) => sum + count, 0)).toBe(confirmed);
}

test("whoever opened the link of the mail is counted before confirming, and a machine is not", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  const [ada, bob] = [await app.register("ada@example.com"), await app.register("bob@example.com")];
  await app.browser().open(ada.link);
  await app.browser().request(bob.link, { method: "HEAD" });
  await context.notes.flush();
  app.clock.forward("2 minutes");
  const { cohorts } = await read(app, { by: "day", since: at("2026-11-22T00:00") });
  expect(cohorts).toMatchObject([{ registered: 2, handedOver: 2, opened: 1, ever: { count: 0 } }]);
});
