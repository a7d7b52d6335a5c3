// The stored passwords in test/vectors, each as an import finds it: with its columns, its system and what its file shares.

import { readdirSync, readFileSync } from "node:fs";
import type {
  ForeignParameters,
  StoredPassword,
} from "../../src/domain/foreign-password/stored-password.ts";

/** An entry of a file of vectors; its README says what the names mean. */
type Entry = {
  readonly source: string;
  readonly scheme?: string;
  readonly password_label?: string;
  readonly password: string | null;
  readonly stored?: unknown;
  readonly user?: string;
  readonly salt?: string;
  readonly hash?: string;
  readonly pepper?: string | null;
  readonly config?: Readonly<Record<string, string>>;
  readonly hash_config?: NonNullable<ForeignParameters["firebase"]>;
  readonly accepts_normalised?: Readonly<Record<string, boolean>>;
  readonly equivalent_forms?: Readonly<Record<string, boolean>>;
  readonly passwordHash?: string;
  readonly passwordSalt?: string;
};

export type Vector = {
  readonly name: string;
  readonly entry: Entry;
  readonly stored: StoredPassword;
  readonly parameters: ForeignParameters;
  readonly password: string;
};

const FOLDER = new URL("../vectors/", import.meta.url);

/** What the names in the vectors are called after `--from`. */
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/^Flask-Security/, "flask-security"],
  [/^wordpress/, "wordpress"],
  [/^devise/, "devise"],
  [/^symfony/, "symfony"],
  [/^django/, "django"],
  [/^passlib nthash/, "samba"],
  [/^firebase/, "firebase"],
  [/^Keycloak/, "keycloak"],
  [/^Discourse/, "discourse"],
];

type Columns = Readonly<Record<string, string>>;

function storedIn(entry: Entry): StoredPassword {
  const system = SYSTEMS.find(([begins]) => begins.test(`${entry.source} ${entry.scheme}`))?.[1];
  const known = { ...(system && { system }), ...(entry.user && { user: entry.user }) };
  if (entry.passwordHash)
    return { ...known, text: entry.passwordHash, salt: entry.passwordSalt ?? "" };
  if (entry.hash) return { ...known, text: entry.hash, salt: entry.salt ?? "" };
  if (typeof entry.stored === "string") {
    // A line of an htpasswd file.
    const text = entry.source === "htpasswd" ? entry.stored.replace(/^ada:/, "") : entry.stored;
    const user = entry.scheme === "postgres_md5" ? { user: "ada" } : {};
    return { ...known, ...user, text, ...(entry.salt && { salt: entry.salt }) };
  }
  const columns = entry.stored as Columns;
  if (columns["secretData"]) {
    return {
      ...known,
      text: columns["secretData"],
      details: { credentialData: columns["credentialData"] },
    };
  }
  if (columns["password_hash"]) {
    const { password_hash: text, password_salt: salt = "", ...details } = columns;
    return { ...known, text, salt, details };
  }
  return { ...known, text: columns["hashedPassword"] ?? "", salt: columns["salt"] ?? "" };
}

function parametersOf(entry: Entry): ForeignParameters {
  const text = entry.pepper ?? entry.config?.["SECURITY_PASSWORD_SALT"];
  return {
    ...(text && { pepper: { id: "of-the-file", text } }),
    ...(entry.hash_config && { firebase: entry.hash_config }),
  };
}

const nameOf = (file: string, entry: Entry, index: number): string =>
  `${file.replace(/\.json$/, "")} ${index}: ${entry.scheme ?? entry.source}`;

const isStored = (entry: Entry): boolean =>
  (entry.stored ?? entry.hash ?? entry.passwordHash) !== undefined;

/** All of them, in the order of their files. */
export const VECTORS: readonly Vector[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .toSorted()
  .flatMap((file) => {
    const entries: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
    return Array.isArray(entries)
      ? (entries as Entry[]).filter(isStored).map((entry, index) => ({ file, entry, index }))
      : [];
  })
  .map(({ file, entry, index }) => ({
    name: nameOf(file, entry, index),
    entry,
    stored: storedIn(entry),
    parameters: parametersOf(entry),
    password: entry.password ?? "",
  }));
