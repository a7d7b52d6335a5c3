// `postern stats mark`: what explains a bend in the pictures of the cohorts.

import { startOfDate } from "../../domain/calendar.ts";
import { parseReason } from "../../domain/reason.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, iso, print, printJson } from "../output.ts";
import { withDatabase } from "../with-database.ts";
import type { MarkFlags } from "./stats.ts";

/** What fits into a cell of a table. */
const LONGEST = 60;

/** Adds a mark, or removes those with this text. */
export async function markStats(typed: string, flags: MarkFlags, globals: Globals): Promise<void> {
  const text = parseReason(typed);
  if (text === undefined || text.length > LONGEST)
    throw new Refused("text", `Give a text of 1 to ${LONGEST} characters.`, exitCodes.usage);
  await withDatabase(globals, "ready", async ({ context: { store, clock, settings }, actor }) => {
    const now = clock.now();
    if (flags.remove) {
      const removed = await store.removeMarks({ text, actor, now });
      if (removed === 0) throw new Refused("not-found", "There is no mark with this text.");
      return globals.json ? printJson({ removed }) : print(`Removed ${count(removed, "mark")}.`);
    }
    const happenedOn = flags.on === undefined ? now : startOfDate(flags.on, settings.timeZone);
    if (happenedOn > now)
      throw new Refused("range", "Give a day that is not in the future.", exitCodes.usage);
    await store.addMark({ happenedOn, text, actor, now });
    if (globals.json) return printJson({ happenedOn: iso(happenedOn), text });
    print("The mark is in the pictures of the cohorts.");
  });
}
