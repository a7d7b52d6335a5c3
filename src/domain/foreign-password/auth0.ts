// Auth0's `custom_password_hash`, in which a site says itself what the hashes are that it gave Auth0.

import { isFields, type Fields } from "../shape.ts";
import { fromBase64, fromHex, fromText } from "./bytes.ts";
import { digest, type Draft, type Given, hashNamed, type Reading, scrypt, word } from "./row.ts";

const part = (value: unknown): Fields => (isFields(value) ? value : {});

/** What `value` says, as `encoding` tells. */
function decoded({ value, encoding }: Fields): string | undefined {
  if (typeof value !== "string") return undefined;
  return encoding === "hex"
    ? fromHex(value)
    : encoding === "base64"
      ? fromBase64(value)
      : fromText(value);
}

/** Undefined for the others: their text says it all. */
export function auth0({ stored }: Given): Reading | undefined {
  const own = stored.details;
  if (own?.["algorithm"] === undefined) return undefined;
  const [hash, salt] = [part(own["hash"]), part(own["salt"])];
  const [name, key] = [word(own["algorithm"]), decoded(hash)];
  const password = part(own["password"]);
  if (![undefined, "utf8"].includes(password["encoding"] as undefined))
    return { cannot: `Auth0's ${word(password["encoding"])} passwords` };
  if (name === "scrypt")
    return scrypt(
      {
        n: Number(own["cost"] ?? 16_384),
        r: Number(own["blockSize"] ?? 8),
        p: Number(own["parallelization"] ?? 1),
      },
      decoded(salt),
      key,
    );
  if (name === "hmac") {
    const algorithm = hashNamed(word(hash["digest"]));
    const signed = { name: "hmac", hash: algorithm, key: decoded(part(hash["key"])) } as const;
    return { scheme: `hmac-${algorithm}`, algorithms: [signed], expected: key };
  }
  const plain = hashNamed(name);
  return plain === undefined ? undefined : salted(plain, salt, key);
}

const salted = (hash: ReturnType<typeof hashNamed>, salt: Fields, key: string | undefined): Draft =>
  digest(
    hash,
    [
      salt["value"] === undefined
        ? {}
        : { [salt["position"] === "prefix" ? "before" : "after"]: decoded(salt) },
    ],
    key,
  );
