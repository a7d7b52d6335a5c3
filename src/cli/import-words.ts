// What `postern import` says at its end: the counts, what is wrong, and what to do next.

import { availableParallelism } from "node:os";
import type { ImportFlags } from "./commands/import.ts";
import { noteLine, problemLine, type ImportSum } from "./import-tally.ts";
import { count, facts, oneLine, print, say } from "./output.ts";

type Told = {
  readonly flags: ImportFlags;
  /** What was in the file and did not come along, with how many rows had it. */
  readonly left: ReadonlyMap<string, number>;
  /** How long one hash takes here, in seconds. */
  readonly hashSeconds: number;
  /** Whether the last day of imported passwords is over. */
  readonly isTooLate: boolean;
};

export function importJson(sum: ImportSum, { flags, left, hashSeconds }: Told): object {
  return {
    dryRun: flags.dryRun === true,
    ...sum,
    left: Object.fromEntries(left),
    ...(flags.dryRun && { hashingSeconds: hashing(sum, hashSeconds) }),
  };
}

export function tellImport(sum: ImportSum, told: Told): void {
  const { flags, left } = told;
  const would = flags.dryRun ? "would be " : "";
  print(
    facts([
      [`${would}imported`, sum.added.toLocaleString("en")],
      [`${would}put in the place of another`, sum.replaced.toLocaleString("en")],
      ["imported before", sum.known.toLocaleString("en")],
      [`${would}refused`, sum.refused.toLocaleString("en")],
    ]),
  );
  if (sum.problems.length > 0) print(["", "Refused:", ...sum.problems.map(problemLine)].join("\n"));
  const notes = Object.entries(sum.notes);
  if (notes.length > 0) print(["", "Imported differently:", ...notes.map(noteLine)].join("\n"));
  if (left.size > 0) {
    const lines = [...left].map(([what, rows]) => `  ${oneLine(what)} (${count(rows, "row")})`);
    print(["", "Did not come along:", ...lines].join("\n"));
  }
  if (sum.foreign > 0 && told.isTooLate)
    say(
      `Imported passwords are no longer accepted (importedPasswordsUntil): ${count(sum.foreign, "user")} would have to reset theirs.`,
    );
  if (flags.dryRun) tellCosts(sum, told);
  else tellNext(sum, flags);
}

const hashing = ({ hashed }: ImportSum, seconds: number): number =>
  Math.ceil((hashed * seconds) / availableParallelism());

function tellCosts(sum: ImportSum, { hashSeconds }: Told): void {
  if (sum.hashed > 0) {
    const minutes = (hashing(sum, hashSeconds) / 60).toFixed(1);
    print(`\n${count(sum.hashed, "password")} must be hashed at import: about ${minutes} minutes.`);
  }
  if (sum.slowest > 0)
    print(`The slowest imported hash takes about ${Math.ceil(sum.slowest * 1_000)} ms at a login.`);
  say("Nothing was changed. To import, run the same without --dry-run.");
}

function tellNext(sum: ImportSum, { errors }: ImportFlags): void {
  const added = sum.added + sum.replaced;
  if (sum.refused > 0) {
    const where = errors === undefined ? "--errors FILE names them all" : `${errors} names them`;
    say(`${count(sum.refused, "row")} refused: ${where}. Mend the file and run this again.`);
  }
  if (sum.unconfirmed > 0)
    say(`${count(sum.unconfirmed, "user")} without a confirmed address: postern campaign --help`);
  if (sum.foreign > 0)
    say(
      `${count(sum.foreign, "password")} kept as the old system hashed them: postern stats hashes`,
    );
  if (added > 0) say("Nobody was mailed.");
}
