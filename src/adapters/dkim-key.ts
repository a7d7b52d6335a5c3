// What DKIM signs with, looked at before it is used: nodemailer says nothing where it cannot sign.

import { createPrivateKey } from "node:crypto";
import { parseEmailAddress } from "../domain/email-address.ts";

/** What DKIM signs with (RFC 6376): the public half stands in DNS, at `<selector>._domainkey.<domain>`. */
export type Dkim = {
  readonly domain: string;
  readonly selector: string;
  /** An RSA key as PEM text. */
  readonly privateKey: string;
};

/** Which part will not do, and what to give instead. Never any of the key itself. */
export type DkimFault = { readonly part: keyof Dkim; readonly words: string };

/** RFC 8301, section 3.2: receivers count a signature of a shorter key as none. */
const FEWEST_BITS = 1024;

const SELECTOR = /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*$/i;

/** DKIM as it can be signed with: the key in its shape, the domain in A-labels. Or what will not do. */
export function readDkim({ domain, selector, privateKey }: Dkim): Dkim | DkimFault {
  const named = parseEmailAddress(`postmaster@${domain}`);
  if (!named.ok || named.value.display !== `postmaster@${domain}`)
    return { part: "domain", words: "give the domain that signs, like example.com" };
  if (!SELECTOR.test(selector))
    return { part: "selector", words: 'give what stands before "._domainkey", like s1' };
  const pem = inShape(privateKey);
  const fault = keyFault(pem);
  if (fault !== undefined)
    return {
      part: "privateKey",
      words: `${fault}; \`openssl genrsa 2048\` makes one that will do`,
    };
  return { domain: named.value.domain, selector, privateKey: pem };
}

const PEM = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.*)-----END \1-----/s;

/** Environment files and consoles write line breaks as "\n", or leave blanks or nothing of them. */
function inShape(text: string): string {
  const [, label, body = ""] = PEM.exec(text) ?? [];
  if (label === undefined) return text;
  const lines = body.replace(/\\+[nr]|\s/g, "").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

function keyFault(pem: string): string | undefined {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    if (asymmetricKeyType !== "rsa")
      return `give an RSA key, not ${asymmetricKeyType ?? "another"}`;
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return bits < FEWEST_BITS
      ? `give a key of at least ${FEWEST_BITS} bits, not ${bits}`
      : undefined;
  } catch {
    return "give an RSA private key as PEM text, without a passphrase";
  }
}
