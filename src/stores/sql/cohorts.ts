import { days } from "../../domain/time.ts";
import type { Counts } from "../../domain/cohorts.ts";
import type { CohortStore, CountedDay } from "../../ports/cohort-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import { dayOf, type Quarters } from "./cohort-counts.ts";
import { foldCohorts, restartCohorts } from "./cohort-fold.ts";
import { FOLLOWED_FOR } from "./cohort-people.ts";
import { readState } from "./cohort-state.ts";
import type { Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows } from "./work.ts";

export const cohortStore = ({ driver }: Sql): CohortStore => ({
  foldCohorts: (input) => foldCohorts(driver, input),
  restartCohorts: ({ now }) => restartCohorts(driver, now),
  settleCohorts: ({ now }) => inBatches(driver, () => changes(SETTLE, now - FOLLOWED_FOR)),
  readCohorts: (wanted) => driver.report(() => readCohorts(wanted)),
  cohortsReach: () => driver.read(reach),
});

const SETTLE = `DELETE FROM cohort_people WHERE user_id IN
  (SELECT user_id FROM cohort_people WHERE confirmed = 1 AND registered_on < ?
   ORDER BY registered_on LIMIT ${BATCH_SIZE})`;

const OF_PEOPLE = "people IN (?, ?) AND dimension = ? AND day >= ? AND day < ?";

type DayRow = { readonly day: number; readonly value: string; readonly total: string };
type QuartersRow = DayRow & { readonly quarters: string };

function* readCohorts(wanted: Input<"readCohorts">): Output<"readCohorts"> {
  const { people, dimension, from, to, inQuarters } = wanted;
  const whose = [people[0] ?? "", people[1] ?? "", dimension] as const;
  const [first, end] = [dayOf(from), dayOf(to - 1) + days(1)];
  const wantedDays = new Set(inQuarters.map(dayOf).filter((day) => day >= first && day < end));
  const found: CountedDay[] = [];
  if (wantedDays.size * 2 < (end - first) / days(1)) {
    const sql = `SELECT day, value, total FROM cohort_days WHERE ${OF_PEOPLE}`;
    const totals = yield* rows<DayRow>(sql, ...whose, first, end);
    found.push(...totals.filter(({ day }) => !wantedDays.has(day)).map(withTotal));
    for (const day of wantedDays) {
      const inDay = yield* rows<QuartersRow>(IN_QUARTERS, ...whose, day, day + 1);
      found.push(...inDay.map(withQuarters));
    }
    return found;
  }
  const all = yield* rows<QuartersRow>(IN_QUARTERS, ...whose, first, end);
  return all.map((each) => (wantedDays.has(each.day) ? withQuarters(each) : withTotal(each)));
}

const IN_QUARTERS = `SELECT day, value, total, quarters FROM cohort_days WHERE ${OF_PEOPLE}`;

const withTotal = ({ day, value, total }: DayRow): CountedDay => ({
  day,
  value,
  total: JSON.parse(total) as Counts,
  quarters: undefined,
});

const withQuarters = (found: QuartersRow): CountedDay => ({
  ...withTotal(found),
  quarters: JSON.parse(found.quarters) as Quarters,
});

function* reach(): Output<"cohortsReach"> {
  const found = yield* row<{ day: number | null }>(
    `SELECT MIN(day) AS day FROM cohort_days
     WHERE people IN ('themselves', 'by-operator') AND dimension = 'all'`,
  );
  return {
    first: found?.day ?? undefined,
    complete: (yield* readState("build")) === "done",
  };
}
