// A DKIM key record, read by RFC 6376 section 3.6.1 as verifiers read it, with what they do not agree on.

import { createPublicKey, type KeyObject } from "node:crypto";
import { readTags } from "./tags.ts";

export type DkimKind = "rsa" | "ed25519";

export type DkimRecord = {
  /** What signatures are verified with; undefined where receivers find none. */
  readonly key: KeyObject | undefined;
  /** Why there is no key, or not for every receiver, in words. */
  readonly fault: string | undefined;
  /** Section 3.6.1: `t=y`, for which a receiver may ignore the signature. */
  readonly isTest: boolean;
  /** What not every receiver reads in the same way, in words. */
  readonly doubts: readonly string[];
};

/** RFC 8301, section 3.2. */
const FEWEST_BITS = 1024;

/**
 * Reads the key for signatures of a kind. `texts` are all records at its name, of which receivers look at one: the DNS may give
 * them in any order, so more than one is a fault.
 */
export function readDkimRecord(texts: readonly string[], kind: DkimKind): DkimRecord {
  const [text = "", ...more] = texts;
  const { tags, doubts } = readTags(text);
  const fault =
    faultOf(text, tags, kind) ?? (tags.get("p") === "" ? "its key is revoked" : undefined);
  const read = fault === undefined ? readKey(tags.get("p") ?? "", kind) : { fault };
  const many =
    more.length > 0
      ? `there are ${texts.length} TXT records, and receivers look at one of them`
      : undefined;
  const key = "key" in read ? read.key : undefined;
  return {
    key,
    fault: many ?? ("fault" in read ? read.fault : undefined),
    isTest: listOf(tags, "t").includes("y"),
    doubts: [...doubts, ...valueDoubts(tags), ...("doubts" in read ? read.doubts : [])],
  };
}

const listOf = (tags: ReadonlyMap<string, string>, name: string): readonly string[] =>
  (tags.get(name) ?? "").split(":").map((each) => each.trim().toLowerCase());

/** What makes receivers ignore the record. */
function faultOf(
  text: string,
  tags: ReadonlyMap<string, string>,
  kind: DkimKind,
): string | undefined {
  if (/\\;/.test(text)) return 'its semicolons are escaped: publish ";" and not "\\;"';
  if (/^\s*"/.test(text)) return "it has quotes around it, which belong to a zone file only";
  if (!tags.has("p")) return "there is no key in it (p=)";
  const version = tags.get("v");
  if (version !== undefined && version !== "DKIM1")
    return `v=${version} is unknown; it must be v=DKIM1`;
  const k = tags.get("k")?.toLowerCase() || "rsa";
  if (k !== kind) return `k=${k} is another kind of key than the one that signs (${kind})`;
  const hashes = listOf(tags, "h").filter(Boolean);
  if (hashes.length > 0 && !hashes.includes("sha256"))
    return "h= does not allow sha256, which signs";
  const services = listOf(tags, "s").filter(Boolean);
  const isForMail = services.length === 0 || services.includes("email") || services.includes("*");
  return isForMail ? undefined : "s= says that the key is not for email";
}

function valueDoubts(tags: ReadonlyMap<string, string>): readonly string[] {
  const plain: Readonly<Record<string, RegExp>> = {
    k: /^(?:rsa|ed25519)$/,
    h: /^[a-z0-9]+(?::[a-z0-9]+)*$/,
    s: /^(?:email|\*)$/,
    g: /^\*$/,
  };
  return Object.entries(plain)
    .filter(([name, form]) => tags.has(name) && !form.test(tags.get(name) ?? ""))
    .map(([name]) => `${name}=${tags.get(name) ?? ""} is not taken by all`);
}

type Read =
  { readonly key: KeyObject; readonly doubts: readonly string[] } | { readonly fault: string };

function readKey(text: string, kind: DkimKind): Read {
  if (/-----/.test(text))
    return {
      fault: "its key is a whole PEM file: only the lines between BEGIN and END belong in p=",
    };
  const base64 = text.replace(/\s/g, "");
  if (!/^[a-z0-9+/]+={0,2}$/i.test(base64)) return { fault: "its key is not Base64" };
  const bytes = Buffer.from(base64, "base64");
  const doubts = base64.length % 4 === 0 ? [] : ["its key lacks the = at its end"];
  return kind === "ed25519" ? ed25519Key(bytes, doubts) : rsaKey(bytes, doubts);
}

/** RFC 8463 section 4.2: the bare 32 bytes, which are put in their frame here. */
function ed25519Key(bytes: Buffer, doubts: readonly string[]): Read {
  if (bytes.length !== 32)
    return {
      fault: `its Ed25519 key has ${bytes.length} bytes; publish the bare 32, without their frame`,
    };
  const x = bytes.toString("base64url");
  return {
    key: createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }),
    doubts,
  };
}

/** RFC 6376 names RSAPublicKey, and its erratum 3017 SubjectPublicKeyInfo, which everybody publishes. */
function rsaKey(bytes: Buffer, doubts: readonly string[]): Read {
  const key = derKey(bytes, "spki") ?? derKey(bytes, "pkcs1");
  if (key?.asymmetricKeyType !== "rsa") return { fault: "its key is no RSA key" };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < FEWEST_BITS)
    return { fault: `its key has ${bits} bits, and receivers ask for ${FEWEST_BITS}` };
  const isFramed = derKey(bytes, "spki") !== undefined;
  const bare = "its key is a bare RSAPublicKey: publish what `openssl rsa -pubout` prints";
  return { key, doubts: isFramed ? doubts : [...doubts, bare] };
}

function derKey(key: Buffer, type: "spki" | "pkcs1"): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: "der", type });
  } catch {
    return undefined;
  }
}
