// SPF as a receiver evaluates it (RFC 7208): who may send for a domain, within ten look-ups.

import type { Dns } from "../../ports/dns.ts";
import type { SpfMail } from "./spf-macros.ts";
import { isSpfRecord, readSpfRecord, type SpfRecord } from "./spf-record.ts";
import { broken, countLookup, matches, nameOf, type Matched, type Walk } from "./spf-terms.ts";

export type SpfResult =
  "pass" | "fail" | "softfail" | "neutral" | "none" | "permerror" | "temperror";

export type Spf = {
  /** For the given mail; without one, for a sender that no term names. */
  readonly result: SpfResult;
  /** As many as a receiver makes for a sender that no term names; ten are allowed (section 4.6.4). */
  readonly lookups: number;
  /** The domain's own record, if there is exactly one. */
  readonly record: string | undefined;
  /** Why the result is `permerror`, in words. */
  readonly fault: string | undefined;
  /** What not every receiver reads in the same way, in words. */
  readonly doubts: readonly string[];
};

const RESULTS = { "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" } as const;

/**
 * What a receiver concludes from the records of a domain, for a mail that returns there. A receiver stops at the first term that
 * matches; what comes after it counts for other senders, so a fault there is a doubt here.
 */
export async function readSpf(dns: Dns, domain: string, mail?: SpfMail): Promise<Spf> {
  const all = walkOf(dns, undefined);
  const forNobody = await checkHost(all, domain);
  const walk = walkOf(dns, mail);
  const result = mail === undefined ? forNobody : await checkHost(walk, domain);
  const fault = mail === undefined ? all.fault : walk.fault;
  const others =
    fault === undefined && all.fault !== undefined ? [`for other senders, ${all.fault}`] : [];
  const texts = await dns.txt(domain);
  const values = texts.kind === "found" ? texts.values : [];
  const records = values.filter(isSpfRecord);
  const record = records.length === 1 ? records[0] : undefined;
  return {
    result,
    lookups: all.lookups,
    record,
    fault: result === "permerror" ? fault : undefined,
    doubts: [...new Set([...meantAsSpf(values), ...all.doubts, ...walk.doubts, ...others])],
  };
}

const walkOf = (dns: Dns, mail: SpfMail | undefined): Walk => ({
  dns,
  mail,
  lookups: 0,
  voids: 0,
  innerVoids: 0,
  fault: undefined,
  doubts: new Set(),
});

/** Texts that somebody meant as a record, and that receivers do not take for one. */
const meantAsSpf = (texts: readonly string[]): readonly string[] =>
  texts
    .filter((text) => /^["\s]*v=spf1(?![\w])/i.test(text) && !isSpfRecord(text))
    .map((text) => `"${text}" is no SPF record to most: it must begin with "v=spf1 "`);

/** The function of section 4. */
async function checkHost(walk: Walk, domain: string): Promise<SpfResult> {
  const texts = await walk.dns.txt(domain);
  if (texts.kind === "unreachable") return "temperror";
  const records = (texts.kind === "found" ? texts.values : []).filter(isSpfRecord);
  const [text, ...more] = records;
  if (text === undefined) return "none";
  if (more.length > 0)
    return broken(walk, `${domain} has ${records.length} SPF records; one is allowed`);
  const record = readSpfRecord(text);
  if ("fault" in record)
    return broken(walk, `${domain} has ${record.fault}, which is not an SPF term`);
  for (const doubt of record.doubts) walk.doubts.add(doubt);
  return judge(walk, domain, record);
}

async function judge(
  walk: Walk,
  domain: string,
  { terms, redirect }: SpfRecord,
): Promise<SpfResult> {
  const check = async (inner: string): Promise<Matched> => nested(walk, inner);
  for (const term of terms) {
    const matched = await matches(walk, domain, term, check);
    if (typeof matched === "string") return matched;
    if (matched) return RESULTS[term.qualifier];
  }
  const all = terms.find(({ name }) => name === "all");
  if (all !== undefined) return RESULTS[all.qualifier];
  if (redirect === undefined) return "neutral";
  const counted = countLookup(walk);
  if (counted !== true) return "permerror";
  const name = await nameOf(walk, domain, redirect);
  if (name === undefined) return "neutral";
  const result = await checkHost(walk, name);
  return result === "none" ? broken(walk, `${name} is named and has no SPF record`) : result;
}

/** Section 5.2: only a pass matches. A record that is missing is an error. */
async function nested(walk: Walk, domain: string): Promise<Matched> {
  const result = await checkHost(walk, domain);
  if (result === "none") return broken(walk, `${domain} is included and has no SPF record`);
  if (result === "permerror" || result === "temperror") return result;
  return walk.mail !== undefined && result === "pass";
}
