// DKIM as a receiver finds it (RFC 6376, RFC 8463): the published key, and the one we sign with.

import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { SmtpOptions } from "../../adapters/smtp-mailer.ts";
import type { Dns } from "./dns.ts";
import { ok, problem, warning, type DnsRecord, type Finding } from "./finding.ts";
import { tagsOf } from "./tags.ts";

/** RFC 8301, section 3.2: at least 1024 bits, and should be 2048. */
const FEWEST_BITS = 1024;
const GOOD_BITS = 2048;

type Signing = NonNullable<SmtpOptions["dkim"]>;

/** Looks whether what is published is the other half of the key that signs. */
export async function checkDkim(
  dns: Dns,
  signing: Signing | undefined,
  senderDomain: string,
): Promise<readonly Finding[]> {
  if (signing === undefined) return [notHere()];
  const key = readKey(signing.privateKey);
  if (key === undefined) return [unreadable()];
  return [
    ...(await checkRecord(dns, signing, key)),
    ...checkStrength(key),
    ...checkAlignment(signing, senderDomain),
  ];
}

const notHere = (): Finding =>
  warning(
    "dkim",
    "Postern signs nothing itself",
    "Mail services sign by themselves: send a test mail with --to, and look for dkim=pass in its headers. For a server of your own set POSTERN_DKIM_DOMAIN, POSTERN_DKIM_SELECTOR and POSTERN_DKIM_PRIVATE_KEY.",
  );

const unreadable = (): Finding =>
  problem(
    "dkim",
    "POSTERN_DKIM_PRIVATE_KEY is no private key",
    "Give it as PEM text, with its line breaks. To make one: openssl genrsa 2048",
  );

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

async function checkRecord(
  dns: Dns,
  { domain, selector }: Signing,
  key: KeyObject,
): Promise<readonly Finding[]> {
  const name = `${selector}._domainkey.${domain}`;
  const record: DnsRecord = { name, type: "TXT", value: recordFor(key) };
  const answer = await dns.txt(name);
  if (answer.kind === "unreachable") {
    return [warning("dkim", `${name} could not be looked up: ${answer.why}`, "Try again later.")];
  }
  const texts = answer.kind === "found" ? answer.values : [];
  const [text, ...more] = texts.filter((each) => tagsOf(each).has("p"));
  if (text === undefined) {
    return [problem("dkim", `${name} has no key`, "Publish it, as one TXT record:", record)];
  }
  if (more.length > 0) {
    return [problem("dkim", `${name} has more than one key`, "Leave only this one:", record)];
  }
  const published = tagsOf(text).get("p")?.replace(/\s/g, "") ?? "";
  if (published === "") {
    return [
      problem("dkim", `the key at ${name} is revoked`, "Publish the key that signs:", record),
    ];
  }
  return published === publicPart(key)
    ? [ok("dkim", `the key at ${name} is the one that signs`)]
    : [
        problem(
          "dkim",
          `the key at ${name} is not the one that signs, so every signature fails`,
          "Publish the key that signs, or give Postern the private key of the published one:",
          record,
        ),
      ];
}

function checkStrength(key: KeyObject): readonly Finding[] {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (key.asymmetricKeyType === "ed25519") {
    return [
      warning(
        "dkim-key",
        "the key is Ed25519, which many receivers cannot read yet (RFC 8463)",
        "Sign with an RSA key of 2048 bits: openssl genrsa 2048",
      ),
    ];
  }
  if (bits === undefined || bits >= GOOD_BITS) return [];
  const mend = "Make a new key under a new selector: openssl genrsa 2048";
  const seen = `the key has ${bits} bits`;
  return [bits < FEWEST_BITS ? problem("dkim-key", seen, mend) : warning("dkim-key", seen, mend)];
}

/** RFC 7489, section 3.1.1: the signature counts for DMARC only where its domain is the sender's. */
function checkAlignment({ domain }: Signing, senderDomain: string): readonly Finding[] {
  const isAligned =
    domain === senderDomain ||
    senderDomain.endsWith(`.${domain}`) ||
    domain.endsWith(`.${senderDomain}`);
  if (isAligned) return [];
  return [
    problem(
      "dkim-domain",
      `signatures are of ${domain}, mails are from ${senderDomain}`,
      `Sign as ${senderDomain}: set POSTERN_DKIM_DOMAIN to it.`,
    ),
  ];
}

const recordFor = (key: KeyObject): string =>
  `v=DKIM1; k=${key.asymmetricKeyType === "ed25519" ? "ed25519" : "rsa"}; p=${publicPart(key)}`;

/** RSA publishes its whole SubjectPublicKeyInfo, Ed25519 its 32 bytes (RFC 8463, section 4). */
function publicPart(key: KeyObject): string {
  const whole = createPublicKey(key).export({ type: "spki", format: "der" });
  return (key.asymmetricKeyType === "ed25519" ? whole.subarray(-32) : whole).toString("base64");
}
