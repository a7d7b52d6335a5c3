// What spam filters said of our mails: `npm run mail-filters` records it, and `npm test` checks it.

/** A mail as a filter judged it. */
export type Judgement = {
  readonly score: number;
  /** The rules that counted, and how much. */
  readonly rules: Readonly<Record<string, number>>;
};

/** All judgements of one filter. */
export type Judgements = {
  readonly filter: string;
  readonly version: string;
  /** What each kind of mail was made of when it was judged, from `shapeOf`. */
  readonly shapes: Readonly<Record<string, string>>;
  /** The rules that counted the same for every mail; part of each score, and not repeated below. */
  readonly always: Readonly<Record<string, number>>;
  /** By language, and then by kind. */
  readonly mails: Readonly<Record<string, Readonly<Record<string, Judgement>>>>;
};

/** No mail may have more points. Filters begin to act at 4 (rspamd) and 5 (SpamAssassin). */
const MOST = 1;

/** rspamd takes accents for other alphabets, in languages that have none of their own. */
const ACCENTS = "R_MIXED_CHARSET";

export const isRight = ({ score, rules }: Judgement): boolean =>
  score - (rules[ACCENTS] ?? 0) <= MOST;

/** Takes out of each judgement what all have in common. */
export function inCommon(all: readonly Judgement[]): Judgements["always"] {
  const [first = { score: 0, rules: {} }, ...others] = all;
  const shared = Object.entries(first.rules).filter(([name, points]) =>
    others.every(({ rules }) => rules[name] === points),
  );
  return Object.fromEntries(shared.toSorted(byName));
}

/** Compares rules with their points. */
export const byName = (
  [one]: readonly [string, number],
  [other]: readonly [string, number],
): number => (one < other ? -1 : 1);
