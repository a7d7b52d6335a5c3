// The key that DKIM signs with, checked before it is used: nodemailer says nothing if it cannot sign.

import { createPrivateKey } from "node:crypto";
import { parseEmailAddress } from "../domain/email-address.ts";

/** What DKIM signs with (RFC 6376): the public key is in DNS, at `<selector>._domainkey.<domain>`. */
export type Dkim = {
  readonly domain: string;
  readonly selector: string;
  /** An RSA key as PEM text. */
  readonly privateKey: string;
};

/** Which part cannot be used, and what to give instead. Never contains any of the key itself. */
export type DkimFault = { readonly part: keyof Dkim; readonly words: string };

/** RFC 8301, section 3.2: receivers ignore signatures of shorter keys. */
const FEWEST_BITS = 1024;

const SELECTOR = /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*$/i;

/**
 * DKIM in a form that can be signed with: the key as proper PEM, the domain in A-labels. Or what is wrong with
 * it.
 */
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
      words: `${fault}; \`openssl genrsa 2048\` makes a suitable one`,
    };
  return { domain: named.value.domain, selector, privateKey: pem };
}

const PEM = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.*)-----END \1-----/s;

/** Environment files and consoles write line breaks as "\n", or turn them into spaces or nothing. */
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
