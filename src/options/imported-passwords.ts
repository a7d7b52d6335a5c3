// The option for the end of imported passwords: a day in the time zone of the site.

import { z } from "zod";
import { later, parseDate, startOfDate } from "../domain/calendar.ts";
import type { Instant } from "../domain/time.ts";

export const lastDay = z.string().refine((text) => parseDate(text) !== undefined);

/** When a day is over. */
export function endOfDay(text: string | undefined, timeZone: string): Instant | undefined {
  const date = parseDate(text ?? "");
  return date === undefined ? undefined : later("day", startOfDate(date, timeZone), 1, timeZone);
}
