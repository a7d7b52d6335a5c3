// A mail for each case of DKIM: signed by mailauth, and the records that it is verified with.

import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createRequire } from "node:module";
import type { Zone } from "../../test/dns/dns-server.ts";
import type { DkimCase, TestKey } from "../../test/doctor/verifiers/dkim-cases.ts";
import { dkimSelectors } from "../../test/doctor/verifiers/placed.ts";

export type SignedMail = {
  readonly name: string;
  /** The TXT records at `<selector>._domainkey.acme.example`. */
  readonly txt: DkimCase["txt"];
  readonly mail: string;
};

const DOMAIN = "acme.example";

const rsa = (modulusLength: number) => generateKeyPairSync("rsa", { modulusLength }).privateKey;

const MAIL = [
  "From: Acme <accounts@acme.example>",
  "To: ada@example.org",
  "Subject: Confirm your email address",
  "Date: Thu, 01 Jan 2026 12:00:00 +0000",
  "Message-ID: <1@acme.example>",
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Your code is 123456.",
  "",
].join("\r\n");

type Sign = (mail: string, options: object) => Promise<{ signatures: string; errors?: unknown[] }>;

/** Signs with new keys; of each only the public half stays. */
export async function signedMails(mailauth: string): Promise<readonly SignedMail[]> {
  const { dkimSign } = createRequire(`${mailauth}/`)("mailauth/lib/dkim/sign") as {
    dkimSign: Sign;
  };
  const keys: Record<TestKey, KeyObject> = {
    rsa768: rsa(768),
    rsa1024: rsa(1024),
    rsa2048: rsa(2048),
    rsa4096: rsa(4096),
    ed25519: generateKeyPairSync("ed25519").privateKey,
  };
  const other = rsa(2048);
  return Promise.all(
    dkimSelectors().map(async ({ name, selector, each }) => {
      const key = keys[each.key ?? "rsa2048"];
      const privateKey = key.export({ type: "pkcs8", format: "pem" }).toString();
      const signatureData = [
        { signingDomain: DOMAIN, selector, privateKey, canonicalization: "relaxed/relaxed" },
      ];
      const { signatures, errors = [] } = await dkimSign(MAIL, { signatureData });
      if (signatures === "") throw new Error(`${name}: not signed`, { cause: errors });
      const mail = `${signatures.trim()}\r\n${MAIL}`;
      const fill = (text: string) => filled(text, key, other);
      const txt = each.txt.map((one) => (typeof one === "string" ? fill(one) : one.map(fill)));
      return { name, txt, mail };
    }),
  );
}

export const zoneOf = (mails: readonly SignedMail[]): Zone =>
  Object.fromEntries(
    mails.map(({ txt }, at) => [`k${at}._domainkey.${DOMAIN}`, txt.map((one) => ({ txt: one }))]),
  );

/** Puts the public key where a case has `P`, and other forms of it where it has their names. */
function filled(text: string, key: KeyObject, other: KeyObject): string {
  const spki = base64(key, "spki");
  const isEd25519 = key.asymmetricKeyType === "ed25519";
  const p = isEd25519
    ? createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32).toString("base64")
    : spki;
  const forms: Readonly<Record<string, string>> = {
    P: p,
    P1: p.slice(0, 100),
    P2: p.slice(100),
    SPKI: spki,
    NOPAD: p.replace(/=+$/, ""),
    PKCS1: isEd25519 ? p : base64(key, "pkcs1"),
    OTHER: base64(other, "spki"),
  };
  const place = /(?<=p ?= ?|\t| |^|KEY-----)(P|P1|P2|SPKI|NOPAD|PKCS1|OTHER)(?=\t|P2| |;|-|"|$)/gi;
  return text.replace(place, (form) => forms[form] ?? form);
}

const base64 = (key: KeyObject, type: "spki" | "pkcs1"): string =>
  createPublicKey(key)
    .export({ type: type as "spki", format: "der" })
    .toString("base64");
