// What can become of one row of an import, and why.

import type { ForeignProblem } from "../domain/foreign-password/read-foreign-password.ts";
import type { ImportOutcome } from "../ports/import-store.ts";

/** Why a user of another system cannot be imported here. The others are about how the row is written. */
export type ImportProblem =
  | "unknown-role"
  | "unknown-field"
  | "wrong-value"
  | "unknown-source"
  | "passkey-domain"
  | "digest-without-id"
  | "wrong-address"
  | `password-${ForeignProblem}`
  | Exclude<ImportOutcome, "added" | "known" | "replaced">;

/** What it means, for people. */
export const IMPORT_PROBLEMS: Readonly<Record<ImportProblem, string>> = {
  "unknown-role": "has a role that this site does not have",
  "unknown-field": "has a field that this site does not have",
  "wrong-value": "has a value that the site's field does not take",
  "unknown-source": "came from a source that this site does not know",
  "passkey-domain": "has a passkey of another domain, which works only there",
  "digest-without-id": "has digests of recovery codes, which need the id of Postern's own",
  "wrong-address": "has an address that nobody can register with",
  "password-unknown-form": "has a password in a form that Postern does not know",
  "password-cannot-verify": "has a password that cannot be verified",
  "password-too-costly": "has a password that takes too long to verify",
  "password-broken": "has a damaged password",
  "password-pepper-missing": "has a password with a pepper, which --parameters does not give",
  duplicate: "has the same address as another imported user, who goes first",
  "address-taken": "has an address that somebody here owns",
  "address-reserved": "has an address whose last owner can still take it back",
  "id-taken": "has the id of another user",
  "passkey-taken": "has the passkey of another user",
};

/** What is different from the row, though the user was imported. */
export type ImportNote =
  | "no-registration-time"
  | "without-password"
  | "without-role"
  | "without-field"
  | "without-source"
  | "without-language"
  | "without-passkey"
  | "without-app"
  | "another-address";

export const IMPORT_NOTES: Readonly<Record<ImportNote, string>> = {
  "no-registration-time": "no time of registration: registered now",
  "without-password": "a password that cannot be used: left out, so they reset it",
  "without-role": "a role that this site does not have: left out",
  "without-field": "a field that this site does not have, or not with this value: left out",
  "without-source": "a source that this site does not know: left out",
  "without-language": "a language that this site does not have: left out",
  "without-passkey": "a passkey of another domain: left out",
  "without-app": "more than one authenticator app: only the first is kept",
  "another-address":
    "an id that was imported before, and another address here: if they are other people, name their site with --as",
};

/** What became of a row. */
export type ImportedRow = {
  readonly line: number;
  /** As far as there is one. */
  readonly email?: string;
} & (
  | {
      readonly outcome: "added" | "replaced" | "known";
      /** Absent for a user who was known from the beginning. */
      readonly userId?: string;
      readonly isConfirmed: boolean;
      /** How the imported password is verified, until its user logs in; absent for a hash of our own, and for none. */
      readonly scheme?: string;
      /** How long verifying it takes here, about, in seconds. */
      readonly seconds?: number | undefined;
      /** Whether the password was hashed at import, which takes as long as a login. */
      readonly isHashed: boolean;
      readonly notes: readonly ImportNote[];
    }
  | {
      readonly outcome: "refused";
      /** An `ImportProblem`, or what is wrong with how the row is written: "broken-row", "wrong-time". */
      readonly reason: string;
      /** In words, without anything secret. */
      readonly detail: string;
    }
);
