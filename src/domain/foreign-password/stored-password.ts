// What an import knows about one password: the columns of the old system, and what is the same for its whole file.

import type { Form, Step } from "./foreign-password.ts";

/** A password as another system stores it. */
export type StoredPassword = {
  /** The main column, exactly as stored. */
  readonly text: string;
  /** A salt in a column of its own. */
  readonly salt?: string;
  /** The name after `--from`: decides what the text does not say. */
  readonly system?: string;
  /** The name or address of the user, for hashes that contain it. */
  readonly user?: string;
  /** Further columns: Keycloak's `credentialData`, Discourse's `password_algorithm`. */
  readonly details?: Readonly<Record<string, unknown>>;
};

/** What is the same for a whole file, from `--parameters FILE`. */
export type ForeignParameters = {
  /** A secret that is not in the rows. Only its id is stored with a password; its text is kept sealed. */
  readonly pepper?: { readonly id: string; readonly text: string };
  /** Firebase's `hash_config`. Without `signerKey` the pepper is the key. */
  readonly firebase?: {
    readonly memCost: number;
    readonly rounds: number;
    readonly saltSeparator: string;
    readonly signerKey?: string;
  };
  /** Symfony's hashers with a salt column: `algorithm` is the hash function. */
  readonly symfony?: {
    readonly hasher?: "message-digest" | "pbkdf2";
    readonly algorithm?: string;
    readonly encodeAsBase64?: boolean;
    readonly iterations?: number;
    readonly keyLength?: number;
  };
  /** Flask-Security's SECURITY_PASSWORD_SINGLE_HASH: nothing happens before the hash. */
  readonly singleHash?: boolean;
  /** Replaces the spellings that the system is known to hash. */
  readonly forms?: readonly Form[];
  /** Replaces the steps that the system is known to take. */
  readonly steps?: readonly Step[];
};
