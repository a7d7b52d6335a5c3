// The domain that mails come from, as receivers see it: MX, SPF, and the names of its mail server.

import type { Dns } from "../../ports/dns.ts";
import { ok, problem, warning, type DnsRecord, type Finding } from "./finding.ts";
import { readSpf, type Spf } from "./spf.ts";

/** Whether anything can come back to the sender: replies, and reports of undelivered mail. */
export async function checkMx(dns: Dns, domain: string): Promise<Finding> {
  const answer = await dns.mx(domain);
  const record: DnsRecord = { name: domain, type: "MX", value: `10 mail.${domain}.` };
  if (answer.kind === "unreachable") return unknown("mx", domain, answer.why);
  const servers = answer.kind === "found" ? answer.values : [];
  const mend =
    "Receivers refuse senders that nothing can come back to. Publish where mail for it goes:";
  if (servers.length === 0) {
    const { kind } = await dns.addresses(domain);
    return kind === "found"
      ? warning("mx", `${domain} has no MX, only addresses`, mend, record)
      : problem("mx", `${domain} accepts no mail: it has no MX and no address`, mend, record);
  }
  // RFC 7505: a single dot says that a domain accepts no mail at all.
  if (servers.every((name) => name === "" || name === ".")) {
    return problem("mx", `${domain} says that it accepts no mail`, mend, record);
  }
  return ok("mx", `mail for ${domain} goes to ${servers.join(", ")}`);
}

/**
 * Whether the domain allows its mail server to send. `addresses` are the server's, as far as they are known; a
 * mail service may send from other addresses than those at which it accepts mails, so not finding these is only
 * a hint.
 */
export async function checkSpf(
  dns: Dns,
  domain: string,
  host: string,
  addresses: readonly string[],
): Promise<Finding> {
  const known = addresses.length > 0;
  const record = txt(domain, known ? `v=spf1 a:${host} -all` : "v=spf1 mx -all");
  const spf = await readSpf(dns, domain, addresses[0]);
  if (spf.result === "temperror") return unknown("spf", domain, "no answer");
  const broken = spfFault(spf, domain, record);
  if (broken !== undefined) return broken;
  const text = `"${spf.record ?? ""}" (${spf.lookups} of 10 look-ups)`;
  if (!known) {
    const seen = `${text}; which address the mail server sends from is not known here`;
    return warning(
      "spf",
      seen,
      "Send a test mail with --to, and look for spf=pass in its headers.",
    );
  }
  const left: string[] = [];
  for (const address of addresses) {
    const { result } = await readSpf(dns, domain, address);
    if (result !== "pass") left.push(address);
  }
  if (left.length === 0) return ok("spf", `${text} lets ${host} (${addresses.join(", ")}) send`);
  return warning(
    "spf",
    `${text} does not name ${host} (${left.join(", ")})`,
    `If that server sends to the world itself, add a:${host} to the record, as here. If it is a mail service, add the include: that the service names.`,
    txt(domain, withTerm(spf.record ?? "", `a:${host}`)),
  );
}

export const txt = (name: string, value: string): DnsRecord => ({ name, type: "TXT", value });

function spfFault(spf: Spf, domain: string, record: DnsRecord): Finding | undefined {
  if (spf.result === "none") {
    const mend = "Say who may send for the domain; a mail service names its include: for it:";
    return problem("spf", `${domain} has no SPF record`, mend, record);
  }
  if (spf.fault !== undefined) {
    const mend = "Receivers ignore a broken record. Fix it; if there are several, leave one:";
    return problem("spf", spf.fault, mend, spf.record === undefined ? record : null);
  }
  if (/(?:^| )\+?all(?: |$)/i.test(spf.record ?? "")) {
    const value = (spf.record ?? "").replace(/ \+?all\b/i, " -all");
    const mend = "It allows everybody to send as you. Forbid that:";
    return problem("spf", `"${spf.record ?? ""}" ends in +all`, mend, { ...record, value });
  }
  return undefined;
}

/** The record with one more term, before the one that applies to all other senders. */
const withTerm = (record: string, term: string): string =>
  / (?:[+\-~?]?all|redirect=\S+)/i.test(record)
    ? record.replace(/ ([+\-~?]?all|redirect=\S+)/i, ` ${term} $1`)
    : `${record} ${term}`;

/** The DNS did not say it, which says nothing about the domain. */
export const unknown = (check: string, name: string, why: string): Finding =>
  warning(
    check,
    `${name} could not be looked up: ${why}`,
    "Try again later, or with --dns ADDRESS.",
  );

/** Whether the mail server's addresses have names that lead back to them, as receivers demand. */
export async function checkPtr(
  dns: Dns,
  host: string,
  addresses: readonly string[],
): Promise<readonly Finding[]> {
  return Promise.all(addresses.map((address) => checkReverse(dns, host, address)));
}

async function checkReverse(dns: Dns, host: string, address: string): Promise<Finding> {
  const answer = await dns.ptr(address);
  if (answer.kind === "unreachable") return unknown("ptr", address, answer.why);
  const names = answer.kind === "found" ? answer.values : [];
  const mend = `Whoever gave you the address ${address} sets its name; ask there for ${host}.`;
  if (names.length === 0) return problem("ptr", `${address} (${host}) has no name`, mend);
  for (const name of names) {
    const back = await dns.addresses(name);
    if (back.kind === "found" && back.values.includes(address)) {
      return ok("ptr", `${address} is ${name}, and ${name} is ${address}`);
    }
  }
  return problem(
    "ptr",
    `${address} has the name ${names.join(", ")}, which leads to another address`,
    mend,
  );
}
