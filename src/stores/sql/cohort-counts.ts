// Adds people to the counts of the cohorts, and takes them away.

import {
  addCounts,
  addPerson,
  DIMENSIONS,
  noCounts,
  OTHER_DOMAINS,
  peopleOf,
  QUARTER,
  valueIn,
  type Counts,
  type Person,
} from "../../domain/cohorts.ts";
import { days } from "../../domain/time.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** The counts of a day by the number of its quarter hour, from 0 to 95. */
export type Quarters = Record<number, Counts>;

/** What is to be added to one row of `cohort_days`. */
type Change = { readonly key: readonly [string, string, number, string]; readonly by: Quarters };

/** What is to be added to the counts. */
export type Changes = Map<string, Change>;

export const dayOf = (instant: number): number => Math.floor(instant / days(1)) * days(1);

/** Adds a person to the changes, or takes one away, under each of their values. */
export function countPerson(to: Changes, person: Person, times: 1 | -1): void {
  const day = dayOf(person.registeredOn);
  const quarter = Math.floor((person.registeredOn - day) / QUARTER);
  for (const dimension of DIMENSIONS) {
    const key = [peopleOf(person), dimension, day, valueIn(dimension, person)] as const;
    const name = key.join("\n");
    if (!to.has(name)) to.set(name, { key, by: {} });
    addPerson((to.get(name)!.by[quarter] ??= noCounts()), person, times);
  }
}

/** Writes the changes to the counts, each row once. */
export function* writeChanges(made: Changes): Work<void> {
  // In one order, so that two that write do not wait for each other.
  for (const name of [...made.keys()].toSorted()) yield* writeDay(made.get(name)!);
}

type DayRow = { readonly quarters: string };

function* writeDay({ key, by }: Change): Work<void> {
  const before = yield* row<DayRow>(
    `SELECT quarters FROM cohort_days
     WHERE people = ? AND dimension = ? AND day = ? AND value = ?`,
    ...key,
  );
  const quarters = before === undefined ? {} : (JSON.parse(before.quarters) as Quarters);
  for (const [quarter, counts] of Object.entries(by)) {
    const sum = (quarters[Number(quarter)] ??= noCounts());
    addCounts(sum, counts);
    if (sum.n === 0) delete quarters[Number(quarter)];
  }
  const total = noCounts();
  for (const counts of Object.values(quarters)) addCounts(total, counts);
  if (total.n === 0) {
    yield* changes(
      `DELETE FROM cohort_days
       WHERE people = ? AND dimension = ? AND day = ? AND value = ?`,
      ...key,
    );
    return;
  }
  yield* changes(
    `INSERT INTO cohort_days (people, dimension, day, value, registered, total, quarters)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (people, dimension, day, value) DO UPDATE SET
       registered = excluded.registered, total = excluded.total, quarters = excluded.quarters`,
    ...key,
    total.n,
    JSON.stringify(total),
    JSON.stringify(quarters),
  );
}

/** How many domains of one day have a row of their own, and how many of these a day may begin with. */
const MOST_DOMAINS = 300;
const NEW_DOMAINS = 100;

/** So many people make a domain known for a week. */
const KNOWN_FROM = 20;

/** Finds out which domains have rows of their own, so that strangers cannot fill the table with names. */
export function domainsOf() {
  const ofDays = new Map<number, { readonly own: Set<string>; readonly known: Set<string> }>();
  function* read(day: number) {
    const own = yield* rows<{ value: string }>(OWN, day);
    const known = yield* rows<{ value: string }>(KNOWN, day - days(7), day);
    const found = {
      own: new Set(own.map(({ value }) => value)),
      known: new Set(known.map(({ value }) => value)),
    };
    ofDays.set(day, found);
    return found;
  }
  return function* admit(person: Person): Work<Person> {
    const { domain } = person;
    if (domain === null || domain === OTHER_DOMAINS) return person;
    const day = dayOf(person.registeredOn);
    const { own, known } = ofDays.get(day) ?? (yield* read(day));
    if (own.has(domain)) return person;
    if (own.size >= (known.has(domain) ? MOST_DOMAINS : NEW_DOMAINS)) {
      return { ...person, domain: OTHER_DOMAINS };
    }
    own.add(domain);
    return person;
  };
}

const OWN = `SELECT DISTINCT value FROM cohort_days
  WHERE people IN ('themselves', 'by-operator') AND dimension = 'domain' AND day = ?`;

const KNOWN = `SELECT DISTINCT value FROM cohort_days
  WHERE people = 'themselves' AND dimension = 'domain' AND day >= ? AND day < ?
    AND registered >= ${KNOWN_FROM}`;
