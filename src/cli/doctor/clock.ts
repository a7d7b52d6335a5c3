import { systemClock } from "../../adapters/system-clock.ts";
import { english } from "../../domain/language.ts";
import { minutes, seconds, type Duration, type Instant } from "../../domain/time.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

/** A code of an authenticator app is accepted this long before and after its own half minute; beyond, none is. */
const FELT: Duration = seconds(30);

/** An HTTP date has whole seconds, and an answer takes some time. */
const NO_MATTER: Duration = seconds(5);

/** Compares this machine's clock with another one that was just read. */
export function checkSkew(whose: string, other: Instant): readonly Finding[] {
  const skew = systemClock.now() - other;
  if (Math.abs(skew) < NO_MATTER) return [ok("clock", `in step with ${whose}`)];
  const much = english.duration(rounded(Math.abs(skew)));
  const seen = `${much} ${skew > 0 ? "ahead of" : "behind"} ${whose}`;
  const mend =
    "Let the machine's clock be set by NTP: timedatectl set-ntp true. While it is off, codes of authenticator apps are refused.";
  return [Math.abs(skew) < FELT ? warning("clock", seen, mend) : problem("clock", seen, mend)];
}

/**
 * Nobody needs to know it more exactly to set a clock, and a rounded number stays the same from one second to
 * the next.
 */
function rounded(skew: Duration): Duration {
  const to = skew < minutes(2) ? seconds(1) : minutes(1);
  return Math.round(skew / to) * to;
}
