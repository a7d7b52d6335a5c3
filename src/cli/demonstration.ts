// Made-up people: when they register, when they read their mail, and what their names are.

import { timeOrderedId } from "../domain/id.ts";
import { days, hours, minutes, type Instant } from "../domain/time.ts";
import type { Random } from "../ports/random.ts";
import type { DemonstrationUser } from "../stores/sql/demonstration.ts";

const POOL = 65_536;

/** The same randomness, read from the system in large pieces: thousands of users need millions of bytes. */
export function pooled(random: Random): Random {
  let pool = random.bytes(POOL);
  let used = 0;
  return {
    bytes(count) {
      if (used + count > POOL) [pool, used] = [random.bytes(POOL), 0];
      used += count;
      return pool.subarray(used - count, used);
    },
  };
}

/** Uniform in [0, 1). */
type Chance = () => number;

const chanceFrom =
  (random: Random): Chance =>
  () =>
    random.bytes(4).reduce((number, byte) => number * 256 + byte, 0) / 2 ** 32;

export type Demonstration = {
  readonly users: number;
  readonly days: number;
  readonly now: Instant;
  /** Makes the addresses of this run differ from those of any other. */
  readonly domain: string;
  readonly random: Random;
};

/** The users of a demonstration in the order in which they registered, so that their ids are in order too. */
export function* demonstrationUsers(wanted: Demonstration): Generator<DemonstrationUser> {
  const { random, now } = wanted;
  const chance = chanceFrom(random);
  const span = days(wanted.days);
  for (let at = 0; at < wanted.users; at += 1) {
    // The square root makes the site grow: more people register on each later day.
    const grown = Math.sqrt((at + chance()) / wanted.users);
    const registeredOn = Math.min(now - 1, daytime(now - span + Math.floor(grown * span), chance));
    const delay = delayToConfirm(chance);
    const confirmedOn = delay === undefined ? null : registeredOn + delay;
    yield {
      id: timeOrderedId(random, registeredOn),
      email: `${pick(FIRST, chance)}.${pick(LAST, chance)}${at + 1}@${wanted.domain}`,
      registeredOn,
      registeredWith: pick(BROWSERS, chance),
      confirmedOn: confirmedOn !== null && confirmedOn < now ? confirmedOn : null,
      confirmedVia: chance() < 0.3 ? "code" : "link",
    };
  }
}

/**
 * Few people register between midnight and six: four fifths of those who would do so register eight hours
 * later.
 */
function daytime(instant: Instant, chance: Chance): Instant {
  const hour = Math.floor((instant % days(1)) / hours(1));
  return hour < 6 && chance() < 0.8 ? instant + hours(8) : instant;
}

/** Most confirm within minutes, some when they next read mail, some days later, some never. */
function delayToConfirm(chance: Chance): number | undefined {
  const kind = chance();
  const spread = chance() * chance();
  if (kind < 0.68) return Math.round(minutes(0.3) + spread * minutes(25));
  if (kind < 0.82) return Math.round(minutes(20) + spread * hours(20));
  if (kind < 0.88) return Math.round(hours(20) + spread * days(2));
  return undefined;
}

const pick = (words: readonly string[], chance: Chance): string =>
  words[Math.floor(chance() * words.length)] ?? "";

const FIRST = [
  ..."ada alan barbara claude donald edsger edith emmy frances grace hedy jean john joan".split(
    " ",
  ),
  ..."katherine lynn margaret mary maurice niklaus radia rosalind sophie tim tony vera".split(" "),
];

const LAST = [
  ..."allen bartik berners clarke conway dijkstra estrin hamilton hoare hopper johnson".split(" "),
  ..."kernighan knuth lamarr liskov lovelace noether perlman ritchie rubin shannon".split(" "),
  ..."somerville thompson turing wilkes wilson wirth".split(" "),
];

const BROWSERS = [
  "Firefox on Linux",
  "Firefox on Windows",
  "Chrome on Windows",
  "Chrome on Android",
  "Chrome on macOS",
  "Safari on iPhone",
  "Safari on macOS",
  "Edge on Windows",
];
