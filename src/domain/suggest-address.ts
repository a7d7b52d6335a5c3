// "Did you mean gmail.com?": typing errors in the names of the big mail providers.

import { judgeDomain, type DomainRules } from "./domain-list.ts";
import type { EmailAddress } from "./email-address.ts";
import { minutes, type Instant } from "./time.ts";

const words = (text: string): readonly string[] => text.split(/\s/).filter(Boolean);

/**
 * The providers that a typing error is likely to have meant. Left out: names of four letters or fewer (aol,
 * gmx, web, live) and names one letter from another word (naver, proton, posteo, libero, laposte): a similar
 * name is likely to be somebody's own domain ("libera.it" is), and a wrong guess annoys more people than a
 * right one helps.
 */
const MEANT = words(`
  gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it
  yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.co.in yahoo.com.br icloud.com protonmail.com
  fastmail.com rocketmail.com comcast.net verizon.net sbcglobal.net bellsouth.net btinternet.com
  rediffmail.com yandex.ru yandex.com rambler.ru t-online.de freenet.de mailbox.org
  wanadoo.fr virgilio.it telenet.be optusnet.com.au
`);

/** Endings that no registry runs, so nobody can have a domain there. */
const NO_SUCH_ENDING: ReadonlyMap<string, string> = new Map([
  ...words("con cmo ocm vom xom cpm coom comm ccom cim clm cok conm").map(
    (slip) => [slip, "com"] as const,
  ),
  ...words("nte ent nett nrt ney").map((slip) => [slip, "net"] as const),
  ...words("ogr rog orgg prg").map((slip) => [slip, "org"] as const),
]);

/**
 * Countries, and so real for all other names, but "gmail.co" and "hotmail.cm" exist only to catch typing
 * errors.
 */
const SHORTENED_COM = new Set(["co", "cm", "om"]);

/** Even two errors in these leave no doubt; two in "hotmail" or "outlook" make "hotmart" and "outdoor". */
const UNMISTAKABLE = new Set(["googlemail", "protonmail", "rediffmail", "rocketmail"]);

/**
 * The whole address with the domain that was probably meant, or undefined, as for nearly every address. It is
 * only used to ask the person who typed it; nothing is corrected without asking. Only the domain is examined,
 * so the result tells nobody whether an address is registered. What the site's own
 * rules refuse is not suggested.
 */
export function suggestAddress(
  { display, domain }: EmailAddress,
  rules: DomainRules,
): string | undefined {
  if (domain.includes("xn--")) return undefined;
  const ended = withEnding(domain);
  const meant = nearest(ended) ?? ended;
  if (meant === domain || judgeDomain(rules, meant) === "refused") return undefined;
  return display.slice(0, display.lastIndexOf("@") + 1) + meant;
}

/** As many addresses as `slipsOf` returns at most. */
export const MOST_SLIPS = 128;

/**
 * Addresses in the form that is compared that somebody who meant this one may have typed, or the other way round: a letter
 * left out, doubled, or swapped with the next, or a wrong ending. Only operators are told whether anybody uses them.
 */
export function slipsOf({ key, domain }: EmailAddress): readonly string[] {
  const local = key.slice(0, key.lastIndexOf("@"));
  const [name, ending] = cut(domain);
  const domains = [
    withEnding(domain),
    nearest(withEnding(domain)) ?? domain,
    ...endingsLike(domain),
    ...variantsOf(name).map((each) => each + ending),
  ];
  const all = [
    ...domains.map((each) => `${local}@${each}`),
    ...variantsOf(local).map((each) => `${each}@${domain}`),
  ];
  return [...new Set(all)].filter((each) => each !== key).slice(0, MOST_SLIPS);
}

/** The domain with the ending that some wrong endings stand for. */
function endingsLike(domain: string): readonly string[] {
  const dot = domain.lastIndexOf(".");
  const [name, ending] = [domain.slice(0, dot), domain.slice(dot + 1)];
  const wrong = [...NO_SUCH_ENDING].flatMap(([slip, meant]) => (meant === ending ? slip : []));
  return [...wrong, ...(ending === "com" ? SHORTENED_COM : [])].map((each) => `${name}.${each}`);
}

/** A word with one letter left out, doubled, or swapped with the next. */
function variantsOf(word: string): readonly string[] {
  if (word.length < 3) return [];
  return [...word].flatMap((letter, at) => {
    const [before, after] = [word.slice(0, at), word.slice(at + 1)];
    const next = word[at + 1];
    return [
      before + after,
      before + letter + letter + after,
      ...(next === undefined ? [] : [before + next + letter + word.slice(at + 2)]),
    ];
  });
}

/** How long a mail to a probably mistyped address waits for the person to correct it. */
const SLIP_HOLD = minutes(2);

/** When a mail to a typed address is due: at once, unless the address is probably mistyped. */
export const dueAfterTyping = (address: EmailAddress, rules: DomainRules, now: Instant): Instant =>
  suggestAddress(address, rules) === undefined ? now : now + SLIP_HOLD;

function withEnding(domain: string): string {
  const dot = domain.lastIndexOf(".");
  const [name, ending] = [domain.slice(0, dot), domain.slice(dot + 1)];
  const repaired = NO_SUCH_ENDING.get(ending);
  if (repaired !== undefined) return `${name}.${repaired}`;
  const isShortened = SHORTENED_COM.has(ending) && MEANT.includes(`${name}.com`);
  return isShortened ? `${name}.com` : domain;
}

/** The provider with the same ending whose name is close enough: no text is close to two of them. */
function nearest(domain: string): string | undefined {
  const [name, ending] = cut(domain);
  return MEANT.find((known) => {
    const [knownName, knownEnding] = cut(known);
    return ending === knownEnding && isSlipOf(name, knownName);
  });
}

/** People get the first letter right, or swap it with the second; "fmail" and "bmail" are other names. */
function isSlipOf(typed: string, name: string): boolean {
  const most = UNMISTAKABLE.has(name) ? 2 : 1;
  const starts = typed[0] === name[0] || (typed[0] === name[1] && typed[1] === name[0]);
  return starts && slips(typed, name) <= most;
}

const cut = (domain: string): readonly [name: string, ending: string] => {
  const dot = domain.indexOf(".");
  return [domain.slice(0, dot), domain.slice(dot)];
};

/**
 * How many typing errors (a letter too many, missing, wrong, or swapped with the next) lead from one word to
 * the other: the optimal string alignment distance, row by row. Both words are labels of a host name, so at
 * most 63 letters long.
 */
function slips(from: string, to: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const wrong = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next.push(
        Math.min(
          last[column]! + 1,
          next[column - 1]! + 1,
          last[column - 1]! + wrong,
          swapped ? before[column - 2]! + 1 : Infinity,
        ),
      );
    }
    [before, last] = [last, next];
  }
  return last[to.length]!;
}
