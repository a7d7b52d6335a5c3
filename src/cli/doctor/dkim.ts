// DKIM as a receiver sees it: whether what Postern signs can be verified with the published keys.

import { createPublicKey, type KeyObject } from "node:crypto";
import type { Dkim } from "../../adapters/dkim-key.ts";
import { signedMail, type SmtpOptions } from "../../adapters/smtp-mailer.ts";
import type { Dns } from "../../ports/dns.ts";
import type { Message } from "../../ports/mailer.ts";
import { readDkimRecord, type DkimRecord } from "./dkim-record.ts";
import { signaturesOf, type Signature } from "./dkim-verify.ts";
import { ok, problem, warning, type DnsRecord, type Finding } from "./finding.ts";
import { unknown } from "./sender.ts";

/** RFC 8301, section 3.2. With a key of fewer than 1024 bits the server does not start. */
const GOOD_BITS = 2048;

/** Signs a mail in memory as every mail is signed, and verifies each signature with the published key. */
export async function checkDkim(
  dns: Dns,
  options: Pick<SmtpOptions, "from" | "dkim"> | undefined,
  mail: Message,
): Promise<readonly Finding[]> {
  const keys = [options?.dkim ?? []].flat();
  if (options === undefined || keys.length === 0) return [notHere()];
  const signatures = signaturesOf(await signedMail(options, mail));
  const found = await Promise.all(
    keys.map((each) => checkKey(dns, each, signatureWith(signatures, each))),
  );
  return found.flat();
}

const signatureWith = (signatures: readonly Signature[], key: Dkim): Signature | undefined =>
  signatures.find(({ domain, selector }) => domain === key.domain && selector === key.selector);

const notHere = (): Finding =>
  warning(
    "dkim",
    "Postern signs nothing itself; whether your mail server does is not known here",
    "Mail services sign by themselves: send a test mail with --to, and look for dkim=pass in its headers. For a server of your own set POSTERN_DKIM_DOMAIN, POSTERN_DKIM_SELECTOR and POSTERN_DKIM_PRIVATE_KEY.",
  );

async function checkKey(
  dns: Dns,
  signing: Dkim,
  signature: Signature | undefined,
): Promise<readonly Finding[]> {
  const key = createPublicKey(signing.privateKey);
  const name = `${signing.selector}._domainkey.${signing.domain}`;
  const answer = await dns.txt(name);
  if (answer.kind === "unreachable") return [unknown("dkim", name, answer.why)];
  const texts = answer.kind === "found" ? answer.values : [];
  const record: DnsRecord = { name, type: "TXT", value: recordFor(key) };
  if (texts.length === 0) {
    return [problem("dkim", `${name} has no key`, "Publish it, as one TXT record:", record)];
  }
  const read = readDkimRecord(texts, key.asymmetricKeyType === "ed25519" ? "ed25519" : "rsa");
  return [judge(read, signature, record), ...checkStrength(key)];
}

function judge(read: DkimRecord, signature: Signature | undefined, record: DnsRecord): Finding {
  const { key, fault, doubts, isTest } = read;
  const { name } = record;
  if (fault !== undefined || key === undefined) {
    const seen = `receivers cannot verify with ${name}: ${fault ?? "there is no key"}`;
    return problem("dkim", seen, "Publish only this one TXT record:", record);
  }
  if (signature?.verify(key) !== true) {
    return problem(
      "dkim",
      `the key at ${name} is not the one that signs, so every signature fails`,
      "Publish the key that signs, or give Postern the private key of the published one:",
      record,
    );
  }
  const mend = "Publish the plain form, which all receivers read alike:";
  if (doubts.length > 0)
    return warning("dkim", `receivers differ on ${name}: ${doubts.join("; ")}`, mend, record);
  if (isTest)
    return warning("dkim", `${name} says t=y: receivers may treat mails as unsigned`, mend, record);
  const isRare = key.asymmetricKeyType === "ed25519";
  const seen = `a mail signed here is verified with the key at ${name}`;
  return ok("dkim", isRare ? `${seen}; ${ED25519_IS_RARE}` : seen);
}

/** Mail::DKIM 1.20230212 is one of them. */
const ED25519_IS_RARE = "receivers differ on Ed25519: those that do not know it use the RSA key";

function checkStrength(key: KeyObject): readonly Finding[] {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits === undefined || bits >= GOOD_BITS) return [];
  const mend = "Make a new key under a new selector: openssl genrsa 2048";
  return [warning("dkim-key", `the key has ${bits} bits`, mend)];
}

const recordFor = (key: KeyObject): string =>
  `v=DKIM1; k=${key.asymmetricKeyType ?? "rsa"}; p=${publicPart(key)}`;

/** As it is published: RFC 8463 section 4.2 takes the bare 32 bytes of an Ed25519 key, without their frame. */
const publicPart = (key: KeyObject): string =>
  key
    .export({ type: "spki", format: "der" })
    .subarray(key.asymmetricKeyType === "ed25519" ? -32 : 0)
    .toString("base64");
