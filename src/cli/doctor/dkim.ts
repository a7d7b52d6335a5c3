// DKIM as a receiver sees it (RFC 6376): the published key, and the one that Postern signs with.

import { createPublicKey, type KeyObject } from "node:crypto";
import type { Dkim } from "../../adapters/dkim-key.ts";
import type { SmtpOptions } from "../../adapters/smtp-mailer.ts";
import type { Dns } from "../../ports/dns.ts";
import { ok, problem, warning, type DnsRecord, type Finding } from "./finding.ts";
import { readTags } from "./tags.ts";

/** RFC 8301, section 3.2. With a key of fewer than 1024 bits the server does not start. */
const GOOD_BITS = 2048;

/** Checks that each published key belongs to the private key that signs. */
export async function checkDkim(
  dns: Dns,
  signing: SmtpOptions["dkim"] = [],
): Promise<readonly Finding[]> {
  const keys = [signing].flat();
  if (keys.length === 0) return [notHere()];
  return (await Promise.all(keys.map((each) => checkKey(dns, each)))).flat();
}

async function checkKey(dns: Dns, signing: Dkim): Promise<readonly Finding[]> {
  const key = createPublicKey(signing.privateKey);
  return [...(await checkRecord(dns, signing, key)), ...checkStrength(key)];
}

const notHere = (): Finding =>
  warning(
    "dkim",
    "Postern signs nothing itself",
    "Mail services sign by themselves: send a test mail with --to, and look for dkim=pass in its headers. For a server of your own set POSTERN_DKIM_DOMAIN, POSTERN_DKIM_SELECTOR and POSTERN_DKIM_PRIVATE_KEY.",
  );

async function checkRecord(
  dns: Dns,
  { domain, selector }: Dkim,
  key: KeyObject,
): Promise<readonly Finding[]> {
  const name = `${selector}._domainkey.${domain}`;
  const record: DnsRecord = { name, type: "TXT", value: recordFor(key) };
  const answer = await dns.txt(name);
  if (answer.kind === "unreachable") {
    return [warning("dkim", `${name} could not be looked up: ${answer.why}`, "Try again later.")];
  }
  const texts = answer.kind === "found" ? answer.values : [];
  const [text, ...more] = texts.filter((each) => readTags(each).tags.has("p"));
  if (text === undefined) {
    return [problem("dkim", `${name} has no key`, "Publish it, as one TXT record:", record)];
  }
  if (more.length > 0) {
    return [problem("dkim", `${name} has more than one key`, "Leave only this one:", record)];
  }
  const published = readTags(text).tags.get("p")?.replace(/\s/g, "") ?? "";
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
