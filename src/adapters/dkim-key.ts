// The keys that DKIM signs with, checked when the process starts.

import { createPrivateKey } from "node:crypto";
import { parseEmailAddress } from "../domain/email-address.ts";

/** What DKIM signs with (RFC 6376): the public key is in DNS, at `<selector>._domainkey.<domain>`. */
export type Dkim = {
  readonly domain: string;
  readonly selector: string;
  /** An RSA or Ed25519 key as PEM text. */
  readonly privateKey: string;
};

/** Which part cannot be used, and what to give instead. Never contains any of the key itself. */
export type DkimFault = {
  /** The place of the key in the list. */
  readonly at: number;
  readonly part: keyof Dkim;
  readonly words: string;
};

type KeyFault = Omit<DkimFault, "at">;

/** RFC 8301, section 3.2: receivers ignore signatures of shorter keys. */
const FEWEST_BITS = 1024;

const SELECTOR = /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*$/i;

/**
 * DKIM in a form that can be signed with: each key as proper PEM, its domain in A-labels. Or what is wrong with the first that
 * cannot be used. One must be RSA: a receiver that does not know Ed25519 ignores its signatures (RFC 8463 section 5).
 */
export function readDkim(all: readonly Dkim[]): readonly Dkim[] | DkimFault {
  const read = all.map(readOne);
  const at = read.findIndex((each) => "part" in each);
  const fault = read[at];
  if (fault !== undefined && "part" in fault) return { at, ...fault };
  const good = read.filter((each): each is Dkim => !("part" in each));
  if (good.length === 0 || good.some(isRsa)) return good;
  return {
    at: 0,
    part: "privateKey",
    words: "give an RSA key beside Ed25519, which many receivers ignore",
  };
}

const isRsa = ({ privateKey }: Dkim): boolean =>
  createPrivateKey(privateKey).asymmetricKeyType === "rsa";

function readOne({ domain, selector, privateKey }: Dkim): Dkim | KeyFault {
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
    if (asymmetricKeyType === "ed25519") return undefined;
    if (asymmetricKeyType !== "rsa")
      return `give an RSA or Ed25519 key, not ${asymmetricKeyType ?? "another"}`;
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return bits < FEWEST_BITS
      ? `give a key of at least ${FEWEST_BITS} bits, not ${bits}`
      : undefined;
  } catch {
    return "give an RSA or Ed25519 private key as PEM text, without a passphrase";
  }
}
