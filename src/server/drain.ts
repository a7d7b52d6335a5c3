import { parseDuration, seconds, type Duration } from "../domain/time.ts";
import type { Known } from "./config-types.ts";

/** A load balancer that checks every two seconds has noticed twice by then. In development nothing checks. */
const DRAIN = { production: seconds(5), development: 0, test: 0 };

/** How long a stopping server still answers: POSTERN_DRAIN, or the default of the mode. */
export function readDrain({ mode, environment, problems }: Known): Duration {
  const text = environment["POSTERN_DRAIN"];
  if (text === undefined) return DRAIN[mode];
  if (text.trim() === "0") return 0;
  const drain = parseDuration(text);
  if (drain !== undefined) return drain;
  problems.push(`POSTERN_DRAIN: give a time like "10 seconds", or 0 to end at once, not "${text}"`);
  return 0;
}
