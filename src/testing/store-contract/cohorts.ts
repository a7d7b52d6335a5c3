// What every store must do about the counts of registrations: they are what a count of all people gives.

import {
  addPerson,
  confirmedIn,
  DIMENSIONS,
  noCounts,
  peopleOf,
  QUARTER,
  valueIn,
  type Counts,
  type People,
  type Person,
} from "../../domain/cohorts.ts";
import { days, minutes, type Instant } from "../../domain/time.ts";
import type { Store } from "../../ports/store.ts";
import { historyOf } from "./cohort-histories.ts";
import { NOW, register, type StoreTests } from "./kit.ts";

const PEOPLE: readonly People[] = ["themselves", "by-operator"];

/** What every store must do about the cohorts. */
export function cohortContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("the counts of the cohorts", () => {
    test("are what a count of all people gives, after any history and after a rebuild", async () => {
      await using store = await openStore();
      // A rebuild does not know the domains of people who were removed before it.
      await countAll(store, NOW);
      const history = historyOf(store, "one");
      for (let step = 0; step < 40; step += 1) {
        await history.step();
        // Sometimes a part is counted, as by a process that ends in between.
        if (step % 9 === 0) await store.foldCohorts({ now: history.now() });
      }
      await countAll(store, history.now() + minutes(1));
      expect(await readAll(store)).toEqual(countOf(history.people()));
      await store.restartCohorts({ now: history.now() });
      // Half of it while more happens.
      for (let step = 0; step < 6; step += 1) {
        await store.foldCohorts({ now: history.now() });
        await history.step();
      }
      await countAll(store, history.now() + minutes(2));
      expect(await sums(store)).toEqual(sumsOf(history.people()));
      await store.restartCohorts({ now: history.now() });
      await countAll(store, history.now() + minutes(3));
      expect(await sums(store)).toEqual(sumsOf(history.people()));
    });

    test("are the same if several processes count at once, and nothing is counted twice", async () => {
      await using store = await openStore();
      await countAll(store, NOW);
      for (let place = 0; place < 9; place += 1) await register(store, `a${place}@example.com`);
      const fold = () => store.foldCohorts({ now: NOW + minutes(5) });
      await Promise.all([fold(), fold(), fold()]);
      await countAll(store, NOW + minutes(5));
      expect((await readAll(store))["themselves all "]).toMatchObject({ n: 9 });
    });

    test("forget who somebody was once that cannot change any more, and keep the numbers", async () => {
      await using store = await openStore();
      await countAll(store, NOW);
      const history = historyOf(store, "four");
      for (let step = 0; step < 60; step += 1) await history.step();
      await countAll(store, history.now() + minutes(1));
      const later = history.now() + days(120);
      expect(await store.settleCohorts({ now: later })).toBeGreaterThan(0);
      expect(await readAll(store)).toEqual(countOf(history.people()));
    });

    test("give each quarter hour of a day on its own", async () => {
      await using store = await openStore();
      const day = NOW - (NOW % days(1));
      for (const at of [0, QUARTER - 1, QUARTER, days(1) - 1]) {
        await register(store, `at${at}@example.com`, { now: day + at });
      }
      await countAll(store, NOW + days(1));
      expect(await store.cohortsReach()).toEqual({ first: day, complete: true });
      const [found] = await store.readCohorts({ ...ALL, inQuarters: [day + 5] });
      const counts = Object.entries(found?.quarters ?? {}).map(([at, { n }]) => [Number(at), n]);
      expect(counts).toEqual([
        [0, 2],
        [1, 1],
        [95, 1],
      ]);
    });

    test("give strangers no way to fill the table with domains", async () => {
      await using store = await openStore();
      for (let place = 0; place < 105; place += 1) {
        await register(store, `a@d${place}.example`);
      }
      await countAll(store, NOW + minutes(1));
      const found = await store.readCohorts({ ...ALL, dimension: "domain" });
      expect(found).toHaveLength(101);
      expect(found.find(({ value }) => value === "*")?.total.n).toBe(5);
    });
  });

  describe("the marks of releases", () => {
    test("are listed oldest first, are removed by their text, and are in the audit log", async () => {
      await using store = await openStore();
      const add = (text: string, happenedOn: Instant) =>
        store.addMark({ text, happenedOn, actor: "operator:ada", now: NOW });
      await add("Version 2", NOW);
      await add("Version 1", NOW - 10);
      expect(await store.listMarks({ since: NOW - 10 })).toEqual([
        { text: "Version 1", happenedOn: NOW - 10 },
        { text: "Version 2", happenedOn: NOW },
      ]);
      expect(await store.listMarks({ since: NOW - 9 })).toHaveLength(1);
      const gone = { actor: "operator:ada", now: NOW };
      expect(await store.removeMarks({ text: "Version 1", ...gone })).toBe(1);
      expect(await store.removeMarks({ text: "Version 1", ...gone })).toBe(0);
      expect(await store.listMarks({ since: 0 })).toHaveLength(1);
      const acts = ["cohort-mark-added", "cohort-mark-removed"];
      const lines = await Promise.all(
        acts.map((act) => store.listAudit({ act, limit: 5, after: undefined })),
      );
      expect(lines.map((each) => each.length)).toEqual([2, 1]);
    });

    test("are not kept without end", async () => {
      await using store = await openStore();
      for (let at = 0; at < 505; at += 1)
        await store.addMark({ text: `${at}`, happenedOn: NOW + at, actor: "root", now: NOW });
      const shown = await store.listMarks({ since: 0 });
      expect([shown.length, shown[0]?.text, shown.at(-1)?.text]).toEqual([20, "485", "504"]);
      expect(await store.removeMarks({ text: "4", actor: "root", now: NOW })).toBe(0);
    });
  });
}

const ALL = {
  people: PEOPLE,
  dimension: "all",
  from: NOW - days(400),
  to: NOW + days(400),
  inQuarters: [],
} as const;

async function countAll(store: Store, now: Instant): Promise<void> {
  for (;;) {
    const { complete, counted } = await store.foldCohorts({ now });
    if (complete && counted === 0) return;
  }
}

type Table = Readonly<Record<string, Counts>>;

/** All counts, by people, dimension and value. */
async function readAll(store: Store): Promise<Table> {
  const table: Record<string, Counts> = {};
  for (const people of PEOPLE) {
    for (const dimension of DIMENSIONS) {
      const found = await store.readCohorts({ ...ALL, people: [people], dimension });
      for (const { day, value, total } of found) {
        const key = `${people} ${dimension} ${value}`;
        if (day !== NOW - (NOW % days(1))) throw new Error("A history is shorter than a day.");
        table[key] = total;
      }
    }
  }
  return table;
}

function countOf(people: readonly Person[]): Table {
  const table: Record<string, Counts> = {};
  for (const person of people) {
    for (const dimension of DIMENSIONS) {
      const key = `${peopleOf(person)} ${dimension} ${valueIn(dimension, person)}`;
      addPerson((table[key] ??= noCounts()), person, 1);
    }
  }
  return table;
}

/** What a rebuild finds again of everybody, also of those who were removed. */
const shortOf = (counts: Counts) => {
  const { n, h, r } = counts;
  return { n, h, r, confirmed: confirmedIn(counts) };
};

type Sums = Readonly<Record<string, ReturnType<typeof shortOf>>>;

const kept = (table: Table): Sums =>
  Object.fromEntries(
    Object.entries(table)
      .filter(([key]) => / (?:all|resends|way) /.test(key))
      .map(([key, counts]) => [key, shortOf(counts)]),
  );

const sums = async (store: Store): Promise<Sums> => kept(await readAll(store));
const sumsOf = (people: readonly Person[]): Sums => kept(countOf(people));
