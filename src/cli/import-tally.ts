// What became of the rows of an import, added up.

import { IMPORT_NOTES, IMPORT_PROBLEMS, type ImportedRow } from "../import/outcomes.ts";
import { count, oneLine } from "./output.ts";

type Problem = {
  readonly reason: string;
  readonly detail: string;
  readonly lines: number[];
  rows: number;
};

/** How many lines are named of each problem. */
const NAMED = 3;

/** Passwords by their scheme, and what is wrong with how rows are written. Other details name somebody's values. */
const isToldInDetail = (reason: string): boolean =>
  reason.startsWith("password-") || !Object.hasOwn(IMPORT_PROBLEMS, reason);

/** More kinds are told without the detail: something else is wrong with the file. */
const MOST_KINDS = 100;

export function importTally() {
  const outcomes = { added: 0, replaced: 0, known: 0, refused: 0 };
  const problems = new Map<string, Problem>();
  const notes = new Map<string, number>();
  const schemes = new Map<string, number>();
  let [hashed, unconfirmed, slowest] = [0, 0, 0];

  function addRefused({ line, reason, detail }: ImportedRow & { outcome: "refused" }): void {
    const isDetailed = isToldInDetail(reason) && problems.size < MOST_KINDS;
    const key = isDetailed ? `${reason} ${detail}` : reason;
    const known = problems.get(key) ?? { reason, detail, lines: [], rows: 0 };
    known.rows += 1;
    if (known.lines.length < NAMED) known.lines.push(line);
    problems.set(key, known);
  }

  return {
    add(row: ImportedRow): void {
      outcomes[row.outcome] += 1;
      if (row.outcome === "refused") return addRefused(row);
      for (const note of row.notes) increase(notes, note);
      if (row.outcome === "known") return;
      if (!row.isConfirmed) unconfirmed += 1;
      if (row.isHashed) hashed += 1;
      slowest = Math.max(slowest, row.seconds ?? 0);
      if (row.scheme !== undefined) increase(schemes, row.scheme);
    },
    sum: () => ({
      ...outcomes,
      rows: Object.values(outcomes).reduce((sum, each) => sum + each, 0),
      unconfirmed,
      hashed,
      slowest,
      foreign: [...schemes.values()].reduce((sum, each) => sum + each, 0),
      problems: [...problems.values()].toSorted((one, other) => other.rows - one.rows),
      notes: Object.fromEntries(notes),
      schemes: Object.fromEntries(schemes),
    }),
  };
}

export type ImportSum = ReturnType<ReturnType<typeof importTally>["sum"]>;

const increase = (counts: Map<string, number>, name: string): unknown =>
  counts.set(name, (counts.get(name) ?? 0) + 1);

/** "12 rows: has a password that cannot be verified: yescrypt ($y$). Lines 3, 9, 14 …" */
export function problemLine({ reason, detail, lines, rows }: Problem): string {
  const words = (IMPORT_PROBLEMS as Readonly<Record<string, string>>)[reason];
  const kind = isToldInDetail(reason) ? `: ${oneLine(detail, 200)}` : "";
  const more = rows > lines.length ? " …" : "";
  const where = lines.length === 1 ? "line" : "lines";
  return `  ${count(rows, "row")} (${where} ${lines.join(", ")}${more}): ${words ?? reason}${kind}`;
}

export const noteLine = ([note, rows]: readonly [string, number]): string =>
  `  ${count(rows, "user")} with ${(IMPORT_NOTES as Readonly<Record<string, string>>)[note] ?? note}`;
