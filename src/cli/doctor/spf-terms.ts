// The terms of SPF (RFC 7208 section 5): whether one matches the sender of a mail.

import { BlockList, isIPv4, isIPv6 } from "node:net";
import type { Dns, DnsAnswer } from "../../ports/dns.ts";
import { expand, type SpfMail } from "./spf-macros.ts";
import type { SpfTerm } from "./spf-record.ts";

/** An evaluation under way. Without a mail nothing matches, so that all terms are followed to their end. */
export type Walk = {
  readonly dns: Dns;
  readonly mail: SpfMail | undefined;
  /** Of the ten that a receiver makes at most (section 4.6.4). */
  lookups: number;
  /** Look-ups without a result, of which there may be two. */
  voids: number;
  /** Those of the names that an MX leads to, which not every verifier counts. */
  innerVoids: number;
  fault: string | undefined;
  readonly doubts: Set<string>;
};

/** Whether a term matches, or the result that ends the evaluation. */
export type Matched = boolean | "permerror" | "temperror";

const MOST_LOOKUPS = 10;
const MOST_VOIDS = 2;
const MOST_NAMES = 10;

/** Section 4.6.4. Once there were too many, circular records come to an end. */
export function countLookup(walk: Walk): Matched {
  walk.lookups += 1;
  if (walk.lookups <= MOST_LOOKUPS) return true;
  return broken(walk, `reading it takes more than ${MOST_LOOKUPS} look-ups`);
}

export function broken(walk: Walk, words: string): "permerror" {
  walk.fault ??= words;
  return "permerror";
}

/** `include` evaluates the record of another domain. */
export async function matches(
  walk: Walk,
  domain: string,
  term: SpfTerm,
  include: (domain: string) => Promise<Matched>,
): Promise<Matched> {
  const { name, value, lengths } = term;
  if (name === "all") return walk.mail !== undefined;
  if (name === "ip4" || name === "ip6") return holds(walk, [value ?? ""], lengths);
  const counted = countLookup(walk);
  if (counted !== true) return counted;
  const target = await nameOf(walk, domain, value);
  if (target === undefined) return false;
  switch (name) {
    case "include":
      return include(target);
    case "a":
      return onAnswer(walk, await addressesOf(walk, target), lengths);
    case "mx":
      return matchesMx(walk, target, lengths);
    case "exists": {
      // Over IPv6, too, an A record is what is looked for.
      const answer = counting(walk, onlyFour(await walk.dns.addresses(target)));
      return typeof answer === "string" ? answer : walk.mail !== undefined && answer.length > 0;
    }
    case "ptr":
      return matchesPtr(walk, target);
  }
}

/** The domain that a term is about; undefined where it depends on a mail, and there is none. */
export async function nameOf(
  walk: Walk,
  domain: string,
  spec: string | undefined,
): Promise<string | undefined> {
  const { mail } = walk;
  if (spec === undefined) return domain;
  if (!spec.includes("%")) return spec.replace(/\.$/, "");
  if (mail === undefined) return undefined;
  const { name, isCut } = await expand(spec, mail, domain, () => validatedName(walk, domain));
  if (isCut)
    walk.doubts.add(
      `"${spec}" makes a name that is too long, and at least one verifier (libspf2) does not shorten it`,
    );
  if (!/^[\w.-]*$/.test(name))
    walk.doubts.add(`"${spec}" makes the name ${name}, which verifiers on Node.js cannot ask for`);
  return name;
}

const onlyFour = (answer: DnsAnswer<string>): DnsAnswer<string> => only(answer, isIPv4);

function only(
  answer: DnsAnswer<string>,
  isWanted: (address: string) => boolean,
): DnsAnswer<string> {
  if (answer.kind !== "found") return answer;
  const values = answer.values.filter(isWanted);
  return values.length > 0 ? { kind: "found", values } : { kind: "none" };
}

/** Of the sender's family; of both where there is no sender. */
async function addressesOf({ dns, mail }: Walk, name: string): Promise<DnsAnswer<string>> {
  const answer = await dns.addresses(name);
  if (mail === undefined) return answer;
  return only(answer, isIPv4(mail.ip) ? isIPv4 : isIPv6);
}

type Lengths = SpfTerm["lengths"];

function onAnswer(walk: Walk, answer: DnsAnswer<string>, lengths: Lengths): Matched {
  const addresses = counting(walk, answer);
  return typeof addresses === "string" ? addresses : holds(walk, addresses, lengths);
}

/** The values of an answer; one without any counts. */
function counting(
  walk: Walk,
  answer: DnsAnswer<string>,
): readonly string[] | "permerror" | "temperror" {
  if (answer.kind === "found") return answer.values;
  if (answer.kind === "unreachable") return "temperror";
  walk.voids += 1;
  return walk.voids > MOST_VOIDS
    ? broken(walk, `more than ${MOST_VOIDS} terms name domains that do not exist`)
    : [];
}

async function matchesMx(walk: Walk, domain: string, lengths: Lengths): Promise<Matched> {
  const servers = counting(walk, await walk.dns.mx(domain));
  if (typeof servers === "string") return servers;
  if (servers.length > MOST_NAMES)
    return broken(walk, `${domain} has ${servers.length} mail servers; ten are allowed`);
  for (const server of servers.filter((name) => name !== "" && name !== ".")) {
    const answer = await addressesOf(walk, server);
    if (answer.kind === "unreachable") return "temperror";
    if (answer.kind === "none") walk.innerVoids += 1;
    if (answer.kind === "found" && holds(walk, answer.values, lengths)) return true;
  }
  if (walk.voids + walk.innerVoids > MOST_VOIDS)
    walk.doubts.add(
      `mail servers of ${domain} have no address, and some verifiers count that as an error`,
    );
  return false;
}

/** Section 5.5. */
async function matchesPtr(walk: Walk, target: string): Promise<Matched> {
  if (walk.mail === undefined) return false;
  const names = await validatedNames(walk, walk.mail);
  return names.some((name) => isAtOrBelow(name, target));
}

const isAtOrBelow = (name: string, domain: string): boolean =>
  `.${name.toLowerCase()}`.endsWith(`.${domain.toLowerCase()}`);

/** The names of the sender's address that lead back to it. */
async function validatedNames(walk: Walk, mail: SpfMail): Promise<readonly string[]> {
  const answer = await walk.dns.ptr(mail.ip);
  const names = answer.kind === "found" ? answer.values : [];
  if (names.length > MOST_NAMES)
    walk.doubts.add(
      `${mail.ip} has ${names.length} names, and receivers look at ten of them, or refuse all`,
    );
  const back = await Promise.all(names.slice(0, MOST_NAMES).map((name) => addressesOf(walk, name)));
  const whole = { four: 32, six: 128 };
  return names.filter((_, at) => {
    const addresses = back[at];
    return addresses?.kind === "found" && holds(walk, addresses.values, whole);
  });
}

/** Section 7.3, the letter p. */
async function validatedName(walk: Walk, domain: string): Promise<string> {
  const names = walk.mail === undefined ? [] : await validatedNames(walk, walk.mail);
  const isSame = (name: string): boolean => name.toLowerCase() === domain.toLowerCase();
  return (
    names.find(isSame) ?? names.find((name) => isAtOrBelow(name, domain)) ?? names[0] ?? "unknown"
  );
}

/** Whether one of the networks, each cut to its family's length, contains the sender's address. */
function holds({ mail }: Walk, networks: readonly string[], lengths: Lengths): boolean {
  if (mail === undefined) return false;
  const isFour = isIPv4(mail.ip);
  const list = new BlockList();
  for (const network of networks.filter((each) => isIPv4(each) === isFour))
    list.addSubnet(network, isFour ? lengths.four : lengths.six, isFour ? "ipv4" : "ipv6");
  return list.check(mail.ip, isFour ? "ipv4" : "ipv6");
}
