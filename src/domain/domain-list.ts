// Lists of domains as people write them: a name, everything below a name, and exceptions.

import { hostName } from "./email-address.ts";
import { done, refused, type Refused, type Result } from "./result.ts";

/** What a list says of a domain: that it is on it, or that it is meant not to be. */
export type ListVerdict = "listed" | "excepted";

/** A list that was read. Names are in A-labels, lower-cased, as those of addresses are. */
export type DomainList = {
  /** Names for themselves alone. */
  readonly named: ReadonlyMap<string, ListVerdict>;
  /** Names for everything below them. */
  readonly below: ReadonlyMap<string, ListVerdict>;
};

/** The entries at these places, counted from 0, are no domains. */
export type BadDomains = Refused<"no-domain", { readonly at: readonly number[] }>;

const A_LABEL = /(?:^|\.)xn--[a-z0-9-]+\./i;

export const noDomains: DomainList = { named: new Map(), below: new Map() };

/**
 * Reads entries: `example.com` is that domain alone, `*.example.com` everything below it, and `!` before
 * either is an exception. IDN may be written in any script or as A-labels. Empty entries are skipped.
 * With `wholeDomains`, as lists of others are meant, a plain name is also everything below it.
 *
 * @example
 * readDomains(["*.example.com", "!good.example.com"]);
 */
export function readDomains(
  entries: readonly string[],
  wholeDomains = false,
): Result<DomainList, never> | BadDomains {
  const named = new Map<string, ListVerdict>();
  const below = new Map<string, ListVerdict>();
  const bad: number[] = [];
  for (const [at, entry] of entries.entries()) {
    const [, excepted, wild, name = ""] = /^(!?)(\*\.)?(.*)$/su.exec(entry.trim()) ?? [];
    if (name === "" && !wild && !excepted) continue;
    // Whatever is below a name is a host name, so that a whole top-level domain may be meant: "*.example".
    const domain = wild ? hostName(`x.${name}`)?.slice("x.".length) : hostName(name);
    // Lists of others have A-labels of emoji and the like, which no address here can have.
    if (domain === undefined && wholeDomains && A_LABEL.test(name)) continue;
    if (domain === undefined) {
      bad.push(at);
      continue;
    }
    const verdict = excepted ? "excepted" : "listed";
    if (!wild) named.set(domain, verdict);
    if (wild || wholeDomains) below.set(domain, verdict);
  }
  return bad.length > 0 ? { ...refused("no-domain"), at: bad } : done({ named, below });
}

/** The lines of a file of domains, each at its place: without comments, which begin with `#`, and blanks. */
export const domainLines = (text: string): readonly string[] =>
  text.split("\n").map((line) => line.replace(/#.*/su, "").trim());

/** What a list says of a domain: the most specific entry decides, and undefined means that none does. */
export function verdictOn(list: DomainList, domain: string): ListVerdict | undefined {
  const own = list.named.get(domain);
  if (own !== undefined) return own;
  // Only whole labels: "notexample.com" is not below "example.com".
  for (let dot = domain.indexOf("."); dot !== -1; dot = domain.indexOf(".", dot + 1)) {
    const found = list.below.get(domain.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whose addresses may register, as an operator lists them. */
export type DomainRules = {
  /** Nobody else's; undefined: everybody's. */
  readonly allowed: DomainList | undefined;
  /** Wins over `allowed`. Its exceptions are what the operator vouches for. */
  readonly refused: DomainList;
};

/**
 * What the operator's own lists say of a domain. Whom they allow or except is `vouched` for, so that no list of
 * somebody else's and no look-up refuses it. Who is on both lists is refused: a part was taken out of the whole.
 */
export function judgeDomain(
  { allowed, refused: denied }: DomainRules,
  domain: string,
): "refused" | "vouched" | "unknown" {
  const verdict = verdictOn(denied, domain);
  if (verdict === "listed") return "refused";
  if (allowed !== undefined) return verdictOn(allowed, domain) === "listed" ? "vouched" : "refused";
  return verdict === "excepted" ? "vouched" : "unknown";
}
