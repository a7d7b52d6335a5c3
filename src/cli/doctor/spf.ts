// SPF as a receiver evaluates it (RFC 7208): who may send for a domain, within ten look-ups.

import { BlockList, isIP, isIPv6 } from "node:net";
import type { Dns, DnsAnswer } from "../../ports/dns.ts";

export type SpfResult =
  "pass" | "fail" | "softfail" | "neutral" | "none" | "permerror" | "temperror";

export type Spf = {
  /** For the given address; without one, for an address that no term names. */
  readonly result: SpfResult;
  /** Of the ten that a receiver makes at most (section 4.6.4). */
  readonly lookups: number;
  /** The domain's own record, if there is exactly one. */
  readonly record: string | undefined;
  /** What is wrong with the records, in words. */
  readonly fault: string | undefined;
};

/** Section 4.6.4: more than ten terms that need the DNS, or two that get no result, are a permanent error. */
const MOST_LOOKUPS = 10;
const MOST_VOIDS = 2;

const QUALIFIERS: Readonly<Record<string, SpfResult>> = {
  "+": "pass",
  "-": "fail",
  "~": "softfail",
  "?": "neutral",
};

type Walk = {
  readonly dns: Dns;
  readonly address: string | undefined;
  lookups: number;
  voids: number;
  fault: string | undefined;
};

/**
 * Evaluates a domain's record for the address that a mail comes from. All terms are followed to their end,
 * including those after the deciding one: receivers of mail from other addresses have to follow them, and they
 * count.
 */
export async function readSpf(dns: Dns, domain: string, address?: string): Promise<Spf> {
  const walk: Walk = { dns, address, lookups: 0, voids: 0, fault: undefined };
  const answer = await recordOf(walk, domain);
  const result = typeof answer === "string" ? await judge(walk, domain, answer) : answer.result;
  return {
    result: walk.fault === undefined ? result : "permerror",
    lookups: walk.lookups,
    record: typeof answer === "string" ? answer : undefined,
    fault: walk.fault,
  };
}

/** The only record of a domain, or the result if there is not exactly one. */
async function recordOf(
  walk: Walk,
  domain: string,
): Promise<string | { readonly result: "none" | "permerror" | "temperror" }> {
  const texts = await walk.dns.txt(domain);
  if (texts.kind === "unreachable") return { result: "temperror" };
  const values = texts.kind === "found" ? texts.values : [];
  const records = values.filter((text) => /^v=spf1(?: |$)/i.test(text));
  if (records.length > 1)
    fault(walk, `${domain} has ${records.length} SPF records; one is allowed`);
  return records[0] ?? { result: "none" };
}

async function judge(walk: Walk, domain: string, record: string): Promise<SpfResult> {
  let decided: SpfResult | undefined;
  let redirect: string | undefined;
  for (const term of record.split(/ +/).slice(1).filter(Boolean)) {
    const modifier = /^([a-z][a-z0-9-_.]*)=(.*)$/i.exec(term);
    if (modifier !== null) {
      if (modifier[1]?.toLowerCase() === "redirect") redirect = modifier[2];
      continue;
    }
    const mechanism = /^([+\-~?])?([a-z][a-z0-9]*)(?::([^ ]*?))?((?:\/\d+)?(?:\/\/\d+)?)$/i.exec(
      term,
    );
    const matches = mechanism !== null && (await matchesTerm(walk, domain, mechanism));
    if (mechanism === null) fault(walk, `${domain} has "${term}", which is not an SPF term`);
    if (matches) decided ??= QUALIFIERS[mechanism[1] ?? "+"];
  }
  if (decided !== undefined || redirect === undefined) return decided ?? "neutral";
  return nested(walk, redirect);
}

type Mechanism = RegExpExecArray;

async function matchesTerm(walk: Walk, domain: string, term: Mechanism): Promise<boolean> {
  const [, , name = "", value = domain, prefix = ""] = term;
  switch (name.toLowerCase()) {
    case "all":
      return true;
    case "ip4":
    case "ip6":
      return holdsNetwork(walk, value, prefix);
    case "include":
      return (await nested(walk, value)) === "pass";
    case "a":
      return holds(walk, await looked(walk, () => walk.dns.addresses(value)), lengthsOf(prefix));
    case "mx":
      return holds(walk, await addressesOfMx(walk, value), lengthsOf(prefix));
    case "exists":
      return (await looked(walk, () => walk.dns.addresses(value))).length > 0;
    case "ptr":
      count(walk);
      return false;
    default:
      fault(walk, `${domain} has "${term[0]}", which is not an SPF term`);
      return false;
  }
}

/** Another domain's record. A missing one is a permanent error (sections 5.2 and 6.1). */
async function nested(walk: Walk, domain: string): Promise<SpfResult> {
  if (!count(walk) || domain.includes("%")) return "neutral";
  const answer = await recordOf(walk, domain);
  if (typeof answer === "string") return judge(walk, domain, answer);
  if (answer.result === "none") fault(walk, `${domain} is included and has no SPF record`);
  return answer.result;
}

async function addressesOfMx(walk: Walk, domain: string): Promise<readonly string[]> {
  const servers = await looked(walk, () => walk.dns.mx(domain));
  const answers = await Promise.all(servers.slice(0, 10).map((name) => walk.dns.addresses(name)));
  return answers.flatMap((answer) => (answer.kind === "found" ? answer.values : []));
}

async function looked(
  walk: Walk,
  ask: () => Promise<DnsAnswer<string>>,
): Promise<readonly string[]> {
  if (!count(walk)) return [];
  const answer = await ask();
  if (answer.kind === "found") return answer.values;
  walk.voids += answer.kind === "none" ? 1 : 0;
  if (walk.voids > MOST_VOIDS)
    fault(walk, `more than ${MOST_VOIDS} terms name domains that do not exist`);
  return [];
}

/** Counts one look-up; false once there were too many, so that circular records come to an end. */
function count(walk: Walk): boolean {
  walk.lookups += 1;
  if (walk.lookups <= MOST_LOOKUPS) return true;
  fault(walk, `reading it takes more than ${MOST_LOOKUPS} look-ups`);
  return false;
}

function fault(walk: Walk, words: string): void {
  walk.fault ??= words;
}

type Lengths = { readonly four: number; readonly six: number };

/** Whether one of the networks, each cut to its family's length, contains the address. */
function holds({ address }: Walk, networks: readonly string[], lengths: Lengths): boolean {
  const list = new BlockList();
  for (const network of networks) {
    if (isIPv6(network)) list.addSubnet(network, lengths.six, "ipv6");
    else list.addSubnet(network, lengths.four, "ipv4");
  }
  return address !== undefined && list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** "192.0.2.0/24", "2001:db8::/32", or one address. */
function holdsNetwork(walk: Walk, network: string, prefix: string): boolean {
  const whole = isIPv6(network) ? 128 : 32;
  const length = prefix === "" ? whole : Number(prefix.slice(1));
  if (isIP(network) === 0 || !(length <= whole)) {
    fault(walk, `"${network}${prefix}" is not a network`);
    return false;
  }
  return holds(walk, [network], { four: length, six: length });
}

/** "/24//64": how much of an address counts, for each family. */
function lengthsOf(prefix: string): Lengths {
  const [, four = "32", six = "128"] = /^(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(prefix) ?? [];
  return { four: Math.min(Number(four), 32), six: Math.min(Number(six), 128) };
}
