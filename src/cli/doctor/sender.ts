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

/** The server that mails are handed to, as far as it is known here which addresses it has. */
export type MailServer = { readonly host: string; readonly addresses: readonly string[] };

/**
 * Whether the domain that mails return to allows its mail server to send. `sender` is an envelope sender like those of real mails.
 * A mail service may send from other addresses than those at which it accepts mails, so not finding these is only a hint.
 */
export async function checkSpf(
  dns: Dns,
  sender: string,
  { host, addresses }: MailServer,
): Promise<Finding> {
  const domain = sender.slice(sender.lastIndexOf("@") + 1);
  const known = addresses.length > 0;
  const record = txt(domain, known ? `v=spf1 a:${host} -all` : "v=spf1 mx -all");
  const spf = await readSpf(dns, domain);
  if (spf.result === "temperror") return unknown("spf", domain, "no answer");
  const each = await Promise.all(
    addresses.map((ip) => readSpf(dns, domain, { ip, sender, helo: host })),
  );
  const broken = each.find(({ fault }) => fault !== undefined) ?? (known ? undefined : spf);
  const fault = spfFault({ ...spf, ...broken }, domain, record);
  if (fault !== undefined) return fault;
  const text = `"${spf.record ?? ""}" (${spf.lookups} of 10 look-ups)`;
  if (!known) {
    const seen = `${text}; which address the mail server sends from is not known here`;
    return warning(
      "spf",
      seen,
      "Send a test mail with --to, and look for spf=pass in its headers.",
    );
  }
  const left = addresses.filter((_, at) => each[at]?.result !== "pass");
  if (left.length > 0) return notNamed(spf.record ?? "", text, domain, { host, addresses: left });
  const doubts = [...new Set(each.flatMap((one) => one.doubts))];
  if (doubts.length === 0) return ok("spf", `${text} lets ${host} (${addresses.join(", ")}) send`);
  const mend = "Write it in a plainer form, so that all receivers read it alike.";
  return warning("spf", `${text}: receivers differ on it: ${doubts.join("; ")}`, mend);
}

const notNamed = (
  record: string,
  text: string,
  domain: string,
  { host, addresses }: MailServer,
): Finding =>
  warning(
    "spf",
    `${text} does not name ${host} (${addresses.join(", ")})`,
    `If that server sends to the world itself, add a:${host} to the record, as here. If it is a mail service, add the include: that the service names.`,
    txt(domain, withTerm(record, `a:${host}`)),
  );

/** RFC 7208, section 2.3: receivers may check the mail server's own name, too. Without a record there, nothing is wrong. */
export async function checkHelo(
  dns: Dns,
  { host, addresses }: MailServer,
): Promise<readonly Finding[]> {
  const sender = `postmaster@${host}`;
  const each = await Promise.all(
    addresses.map((ip) => readSpf(dns, host, { ip, sender, helo: host })),
  );
  const isRefused = ({ result }: Spf): boolean =>
    ["fail", "softfail", "permerror"].includes(result);
  const refused = addresses.filter((_, at) => isRefused(each[at]!));
  const record = each[0]?.record;
  if (refused.length === 0 || record === undefined) return [];
  const seen = `"${record}" of ${host}, the mail server's own name, does not let ${refused.join(", ")} send`;
  const mend = "If that server sends to the world itself, name it there, or remove the record:";
  return [warning("spf-helo", seen, mend, txt(host, withTerm(record, "a")))];
}

export const txt = (name: string, value: string): DnsRecord => ({ name, type: "TXT", value });

/** Terms that let everybody send. */
const EVERYBODY = /(?<= )(?:\+?all|\+?ip4:[\d.]+\/0)(?= |$)/gi;

function spfFault(spf: Spf, domain: string, record: DnsRecord): Finding | undefined {
  if (spf.result === "none") {
    const mend = "Say who may send for the domain; a mail service names its include: for it:";
    const seen = [`${domain} has no SPF record`, ...spf.doubts].join("; ");
    return problem("spf", seen, mend, record);
  }
  if (spf.fault !== undefined) {
    const mend = "Receivers ignore a broken record. Fix it; if there are several, leave one:";
    return problem("spf", spf.fault, mend, spf.record === undefined ? record : null);
  }
  const [everybody] = EVERYBODY.exec(spf.record ?? "") ?? [];
  EVERYBODY.lastIndex = 0;
  if (everybody === undefined) return undefined;
  const value = `${(spf.record ?? "")
    .replace(EVERYBODY, "")
    .replace(/ +/g, " ")
    .replace(/ [-~?]all/i, "")
    .trim()} -all`;
  const mend = "It allows everybody to send as you. Forbid that:";
  return problem("spf", `"${spf.record ?? ""}" has ${everybody}`, mend, { ...record, value });
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
  { host, addresses }: MailServer,
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
