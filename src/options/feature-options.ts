// The options of features, and the counts of their limits, among the options of the whole site.

import { withCount, HIGHEST_COUNT, type Limit } from "../domain/limits.ts";
import type { LinkRules } from "../domain/link.ts";
import type { Catalogues } from "../domain/languages.ts";
import type { Duration } from "../domain/time.ts";
import type { FeatureOption } from "../feature.ts";
import { inShort, type OptionProblem } from "./problems.ts";
import type { Settings } from "../ports/settings.ts";

export type FeatureOptions = {
  /** All words of the site, for those that it writes itself. */
  readonly catalogues?: Catalogues;
  readonly purposes?: Readonly<Record<string, LinkRules>>;
  readonly options: Readonly<Record<string, FeatureOption>>;
  readonly limits: Readonly<Record<string, Limit>>;
};

export const noFeatures: FeatureOptions = { options: {}, limits: {} };

type Given = Readonly<Record<string, unknown>>;

/** Separates the options that features know from the others. `rest` is for Postern's own schema. */
export function readFeatureOptions(
  given: unknown,
  known: FeatureOptions,
): {
  readonly rest: unknown;
  readonly features: Settings["features"];
  readonly problems: readonly OptionProblem[];
} {
  if (!isRecord(given)) return { rest: given, features: { options: {}, limits: {} }, problems: [] };
  const rest: Record<string, unknown> = { ...given };
  const problems: OptionProblem[] = [];
  const options: Record<string, unknown> = {};
  for (const [option, { words, read }] of Object.entries(known.options)) {
    const value = given[option];
    delete rest[option];
    options[option] = read(value);
    const not = value === undefined ? "" : `, not ${inShort(value)}`;
    if (options[option] === undefined) problems.push({ option, words: `give ${words}${not}` });
  }
  const limits: Record<string, Limit> = { ...known.limits };
  const counts = given["limits"];
  if (counts === "off")
    for (const name of Object.keys(limits)) limits[name] = { name, windows: [] };
  if (isRecord(counts)) {
    const others: Record<string, unknown> = { ...counts };
    for (const [name, limit] of Object.entries(known.limits)) {
      const count = counts[name];
      delete others[name];
      if (count === undefined) continue;
      if (isCount(count)) limits[name] = withCount(limit, count);
      else {
        const words = `give a whole number from 1 to ${HIGHEST_COUNT}, not ${inShort(count)}`;
        problems.push({ option: `limits.${name}`, words });
      }
    }
    rest["limits"] = others;
  }
  return { rest, features: { options, limits }, problems };
}

/** The lifetimes of links that are set by an option of their feature. */
export const lifetimesOf = (
  { purposes = {} }: FeatureOptions,
  options: Settings["features"]["options"],
): Readonly<Record<string, Duration>> =>
  Object.fromEntries(
    Object.entries(purposes).flatMap(([purpose, { option }]) => {
      const chosen = option === undefined ? undefined : options[option];
      return typeof chosen === "number" ? [[purpose, chosen]] : [];
    }),
  );

const isCount = (count: unknown): count is number =>
  typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= HIGHEST_COUNT;

const isRecord = (value: unknown): value is Given =>
  Object.prototype.toString.call(value) === "[object Object]";
