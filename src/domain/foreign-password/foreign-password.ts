// A password as another system hashed it, in one form for all of them: data that says how to check it.

/** Spellings of the typed text that systems hash; `slashed` is PHP's `addslashes(trim())`, `escaped` its `htmlspecialchars()`. */
export const FORMS = [
  "typed",
  "nfc",
  "nfkc",
  "nfkd",
  "saslprep",
  "trimmed",
  "slashed",
  "escaped",
] as const;
export type Form = (typeof FORMS)[number];

/** Bytes, in base64. */
export type Bytes = string;

export type HashName = "md5" | "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/** How the result of a step becomes the input of the next one. */
export type Encoding = "bytes" | "hex" | "base64";

/** What happens to the text before the algorithm proper. A key or text that is missing is the pepper. */
export type Step =
  | {
      readonly do: "digest";
      readonly hash: HashName;
      readonly to: Encoding;
      readonly over?: number;
    }
  | { readonly do: "hmac"; readonly hash: HashName; readonly to: Encoding; readonly key?: Bytes }
  | { readonly do: "append"; readonly bytes?: Bytes }
  | { readonly do: "prepend"; readonly bytes?: Bytes }
  | { readonly do: "utf16le" };

/** What turns the prepared bytes into a digest. Each needs nothing but what stands here. */
export type Algorithm =
  | {
      readonly name: "digest";
      readonly hash: HashName;
      readonly before?: Bytes;
      readonly after?: Bytes;
      /** Further rounds: each hashes the last result, and with `mixing` the input again. */
      readonly rounds?: number;
      readonly mixing?: boolean;
      /** Bytes that the system keeps. */
      readonly length?: number;
    }
  | { readonly name: "hmac"; readonly hash: HashName; readonly key: Bytes }
  | {
      readonly name: "pbkdf2";
      readonly hash: HashName;
      readonly salt: Bytes;
      readonly rounds: number;
      readonly length: number;
    }
  | {
      readonly name: "scram";
      readonly hash: HashName;
      readonly salt: Bytes;
      readonly rounds: number;
    }
  | {
      readonly name: "scrypt";
      readonly salt: Bytes;
      readonly n: number;
      readonly r: number;
      readonly p: number;
      readonly length: number;
    }
  | {
      readonly name: "scrypt-file";
      readonly salt: Bytes;
      readonly n: number;
      readonly r: number;
      readonly p: number;
      readonly header: Bytes;
    }
  | {
      readonly name: "firebase";
      readonly salt: Bytes;
      readonly n: number;
      readonly r: number;
      readonly key?: Bytes;
    }
  | {
      readonly name: "argon2";
      readonly variant: "d" | "i" | "id";
      readonly version: 16 | 19;
      readonly memory: number;
      readonly passes: number;
      readonly lanes: number;
      readonly salt: Bytes;
      readonly length: number;
    }
  /** What crypt(3) knows, and the digest is the text that it writes behind the setting. */
  | { readonly name: CryptName; readonly setting: string }
  /** `widened`: crypt(3) makes two bytes of each byte, and not UTF-16 of the text. */
  | { readonly name: "nt"; readonly widened?: true }
  | { readonly name: "lm" | "cram-md5" };

export type CryptName =
  | "bcrypt"
  | "sha-crypt"
  | "md5-crypt"
  | "des-crypt"
  | "big-crypt"
  | "bsdi-crypt"
  | "sun-md5"
  | "sha1-crypt";

/**
 * A password that another system hashed: one of the `forms` of the typed text, put through the `steps`, gives `expected` by one
 * of the `algorithms`. It is JSON, and everything needed to verify the password except the pepper.
 */
export type ForeignPassword = {
  /** What people call it, for counts: `bcrypt`, `pbkdf2-sha256`. */
  readonly scheme: string;
  readonly forms?: readonly Form[];
  readonly steps?: readonly Step[];
  /** More than one where the stored form does not say which. */
  readonly algorithms: readonly Algorithm[];
  /** The digest, or where `wrapped` is set what our own hasher made of its base64. */
  readonly expected: Bytes;
  readonly wrapped?: true;
  /** The name of the pepper that `steps` or `algorithms` use. */
  readonly pepper?: string;
};

const PREFIX = "foreign:";

/** What is stored in the place of a hash of our own. */
export const foreignText = (foreign: ForeignPassword): string => PREFIX + JSON.stringify(foreign);

/** Whether a stored hash is not one of our own hasher's, but as another system wrote it. */
export const isForeign = (hash: string): boolean => hash.startsWith(PREFIX);

/** Undefined for everything that `foreignText` did not write, such as a hash of our own. */
export function parseForeignText(text: string): ForeignPassword | undefined {
  if (!isForeign(text)) return undefined;
  try {
    const parsed = JSON.parse(text.slice(PREFIX.length)) as Partial<ForeignPassword>;
    const isWhole = Array.isArray(parsed.algorithms) && typeof parsed.expected === "string";
    return isWhole ? (parsed as ForeignPassword) : undefined;
  } catch {
    return undefined;
  }
}
