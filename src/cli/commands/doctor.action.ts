// `postern doctor`: checks everything that must be right for mails to arrive and people to log in.

import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { systemDns } from "../../adapters/system-dns.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { isLoopbackHost } from "../../domain/loopback.ts";
import { firstContactRules } from "../../options/options.ts";
import type { Dns } from "../../ports/dns.ts";
import { readConfig, type ServerConfig } from "../../server/config.ts";
import { checkBounces, envelopeSender } from "../doctor/bounces.ts";
import { checkBulkRules } from "../doctor/bulk.ts";
import { checkConfiguration, checkSecret, senderAddress } from "../doctor/configuration.ts";
import { checkDkim } from "../doctor/dkim.ts";
import { warning, type Finding } from "../doctor/finding.ts";
import { checkMailService, signsItself } from "../doctor/mail-service.ts";
import { checkOldSystem } from "../doctor/old-system.ts";
import { checkAlignment, checkDmarc } from "../doctor/policy.ts";
import { checkHelo, checkMx, checkPtr, checkSpf } from "../doctor/sender.ts";
import { checkBaseUrl, sendTestMail, testMail } from "../doctor/reach.ts";
import { checkCaptcha, checkMxCheck, checkRefused } from "../doctor/registration.ts";
import { checkSmtp, mailServersOf, type MailServers } from "../doctor/smtp.ts";
import { checkStore } from "../doctor/store.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, oneLine, print, printJson, styled } from "../output.ts";

type Flags = { readonly to?: string; readonly dns?: string; readonly online?: true };

/** Checks everything, prints what it finds, and exits with 1 if something is wrong. */
export async function examine(flags: Flags, globals: Globals): Promise<void> {
  const found = await examined(flags, globals);
  const counts = countsOf(found);
  if (globals.json) printJson({ ...counts, findings: found });
  if (counts.problems > 0) process.exitCode = exitCodes.refused;
}

/** The same for a command that prints the JSON itself. What is missing does not keep it from checking the rest. */
export async function examined(flags: Flags, globals: Globals): Promise<readonly Finding[]> {
  const dns = dnsOf(flags.dns);
  const to = flags.to === undefined ? undefined : readableAddress(flags.to);
  const { config, problems } = await readConfig({
    environment: process.env,
    mode: "production",
    configFile: globals.config,
    database: globals.database,
  });
  const found: Finding[] = [];
  for await (const findings of checks({
    config,
    problems,
    dns,
    to,
    online: flags.online === true,
  })) {
    found.push(...findings);
    if (!globals.json) for (const finding of findings) print(inWords(finding));
  }
  if (!globals.json) print(summary(countsOf(found)));
  return found;
}

function dnsOf(server: string | undefined): Dns {
  try {
    return systemDns(server);
  } catch {
    throw new Refused(
      "dns-server",
      "--dns: give the address of a resolver, like 192.0.2.53 or 192.0.2.53:5353",
      exitCodes.usage,
    );
  }
}

function readableAddress(text: string): string {
  const address = parseEmailAddress(text);
  if (address.ok) return address.value.display;
  throw new Refused("address", `--to: "${text}" is no email address.`, exitCodes.usage);
}

type Patient = {
  readonly config: ServerConfig;
  readonly problems: readonly string[];
  readonly dns: Dns;
  readonly to: string | undefined;
  readonly online: boolean;
};

/** From what is near to what is far away. What is not configured is not checked. */
async function* checks(patient: Patient): AsyncGenerator<readonly Finding[]> {
  const { config, problems, dns, to, online } = patient;
  yield checkConfiguration(config, problems);
  yield checkSecret(config, process.env);
  const isWrong = (variable: string): boolean => problems.some((each) => each.startsWith(variable));
  const { database, features, options, secret } = config;
  const rules = firstContactRules(options);
  const isUsable = !["POSTERN_BASE_URL", "POSTERN_PASSKEY", "passkey"].some(isWrong);
  const installed = { secret, features, rules, options: isUsable ? options : undefined };
  if (!isWrong("DATABASE_URL")) yield await checkStore(database, installed);
  if (!isWrong("POSTERN_BASE_URL")) yield await checkBaseUrl(config, dns, online);
  yield [...checkRefused(config), ...(await checkMxCheck(config, dns))];
  if (!["POSTERN_CAPTCHA", "captcha"].some(isWrong))
    yield await checkCaptcha(config, online, fetch);
  yield await checkOldSystem(config);
  const servers = await mailServersOf(config);
  try {
    yield await checkSending(patient, servers);
    yield* checkSender(config, dns, isWrong("POSTERN_DKIM"));
    if (to !== undefined && !isHeld(servers) && !SENDING.some(isWrong))
      yield* sendTestMails({ ...config, mail: servers.mail }, to);
  } finally {
    await servers.close();
  }
}

/** What nothing can be sent without; `POSTERN_MAIL_URL_FILE` begins like one of them. */
const MAIL_URLS = ["SMTP_URL", "POSTERN_SMTP", "POSTERN_MAIL_URL"];
const SENDING = [...MAIL_URLS, "POSTERN_MAIL_FROM", "mailFrom"];

/** Nothing can be tried, though something is configured. */
const isHeld = ({ mail, finding }: MailServers): boolean =>
  finding !== undefined && mail.length === 0;

/** One by each, or one into the development mailbox: a mailer that waits for its turn must work as well. */
async function* sendTestMails(
  config: ServerConfig,
  to: string,
): AsyncGenerator<readonly Finding[]> {
  const ways = config.mail.length === 0 ? [[]] : config.mail.map((each) => [each]);
  for (const mail of ways) yield [await sendTestMail({ ...config, mail }, to)];
}

async function checkSending(
  { problems }: Patient,
  { mail, finding }: MailServers,
): Promise<readonly Finding[]> {
  const tried = await Promise.all(
    mail.map(async (each) =>
      each.service === "smtp" ? checkSmtp(each.options) : [await checkMailService(each)],
    ),
  );
  const found = [...(finding === undefined ? [] : [finding]), ...tried.flat()];
  if (found.length > 0) return found;
  if (problems.some((each) => MAIL_URLS.some((name) => each.startsWith(name)))) return [];
  const mend =
    "To send, set SMTP_URL, like smtps://user:password@smtp.example.com, or POSTERN_MAIL_URL.";
  return [warning("smtp", "mails are captured here, and none is sent", mend)];
}

async function* checkSender(
  config: ServerConfig,
  dns: Dns,
  isDkimWrong: boolean,
): AsyncGenerator<readonly Finding[]> {
  const [name = "", given = ""] = senderAddress(config)?.split("@") ?? [];
  const domain = domainToASCII(given);
  if (domain === "") return;
  yield [await checkMx(dns, domain)];
  yield await checkBounces(config, dns);
  const found: Finding[] = [];
  for await (const findings of checkRecords(config, dns, `${name}@${domain}`, isDkimWrong)) {
    found.push(...findings);
    yield findings;
  }
  yield await checkBulkRules(dns, domain, found);
}

/** What receivers check for each mail from an address. */
async function* checkRecords(
  config: ServerConfig,
  dns: Dns,
  from: string,
  isDkimWrong: boolean,
): AsyncGenerator<readonly Finding[]> {
  const { mail } = config;
  const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);
  const smtp = mail.filter((each) => each.service === "smtp").map(({ options }) => options);
  const services = mail.filter((each) => each.service !== "smtp");
  if (process.env["POSTERN_DKIM_DOMAIN"] !== undefined)
    yield services.map((each) => signsItself(each, smtp.length > 0));
  if (smtp.length === 0 && services.length > 0) {
    // A mail service has an envelope sender, signatures and servers of its own, and asks for records of its own.
    yield [await checkDmarc(dns, domainOf(from))];
    return;
  }
  const hosts = smtp.length === 0 ? [""] : [...new Set(smtp.map(({ host }) => host))];
  const servers = await Promise.all(
    hosts.map(async (host) => ({
      host,
      addresses: host === "" ? [] : await publicAddresses(dns, host),
    })),
  );
  // SPF is about the envelope sender (RFC 7208 section 2.4): with return paths, that is their domain.
  const returnPath = envelopeSender(config, from);
  for (const server of servers)
    yield [await checkSpf(dns, returnPath, server), ...(await checkHelo(dns, server))];
  // All mail servers are given the same signatures.
  const [first] = smtp;
  if (!isDkimWrong) yield await checkDkim(dns, first, testMail(config, from));
  yield [await checkDmarc(dns, domainOf(from))];
  const dkim = isDkimWrong ? [] : [first?.dkim ?? []].flat().map((key) => key.domain);
  yield await checkAlignment(dns, domainOf(from), { spf: domainOf(returnPath), dkim });
  for (const server of servers) yield await checkPtr(dns, server);
}

/** The public addresses of the mail server, if they can be found out from here. */
async function publicAddresses(dns: Dns, host: string): Promise<readonly string[]> {
  if (isLoopbackHost(host)) return [];
  const answer = await dns.addresses(host);
  const addresses = answer.kind === "found" ? answer.values : [];
  return addresses.filter((address) => isIP(address) !== 0 && !PRIVATE.test(address));
}

/** Networks that no receiver ever sees (RFC 1918, RFC 4193, loop-back, link-local). */
const PRIVATE =
  /^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/i;

type Counts = { readonly ok: number; readonly warnings: number; readonly problems: number };

const countsOf = (found: readonly Finding[]): Counts => ({
  ok: found.filter(({ state }) => state === "ok").length,
  warnings: found.filter(({ state }) => state === "warning").length,
  problems: found.filter(({ state }) => state === "problem").length,
});

const SIGNS = {
  ok: { sign: "✓", style: "green" },
  warning: { sign: "!", style: "yellow" },
  problem: { sign: "✗", style: "red" },
} as const;

/**
 * Each finding on its own lines. What the DNS and servers say comes from strangers, so it is put on one line.
 */
function inWords({ check, state, seen, mend, record }: Finding): string {
  const { sign, style } = SIGNS[state];
  const indent = " ".repeat(4);
  return [
    `${styled(style, `${sign} ${check}`)}  ${oneLine(seen, 500)}`,
    ...(mend === null ? [] : [`${indent}${mend}`]),
    ...(record === null
      ? []
      : [`${indent}${record.name}  ${record.type}  ${oneLine(record.value, 2_000)}`]),
  ].join("\n");
}

const summary = (counts: Counts): string =>
  `\n${counts.ok} ok, ${count(counts.warnings, "warning")}, ${count(counts.problems, "problem")}`;
