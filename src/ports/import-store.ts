import type { Credential, NewCredential } from "../domain/evidence.ts";
import type { EmailAddress } from "../domain/email-address.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** A user of another system, ready to be stored. */
export type ImportedUser = Omit<User, "email" | "emailKey" | "admin"> & {
  readonly address: EmailAddress;
  readonly credentials: readonly ImportedCredential[];
  /** The system, in words: "Django". */
  readonly system: string;
  /** The id of the user there; null if there is none. */
  readonly foreignId: string | null;
  /** Identifies the user of that system: see `importDigest`. */
  readonly digest: string;
};

/** A credential, with the time since which it exists. */
export type ImportedCredential = NewCredential & Pick<Credential, "createdOn" | "lastUsedOn">;

/**
 * Which of two users with one address is imported, if the other one was imported before and was not here since: the `first`; one who has
 * `confirmed` before one who has not, and otherwise the first; or who registered last (`newest`) or first (`oldest`).
 */
export type DuplicateRule = "first" | "confirmed" | "newest" | "oldest";

/**
 * What became of a user. `known`: imported before, and nothing was changed, even if the user has been deleted since; or here already, with this id and address; or deleted here, with this id.
 * `replaced`: added in the place of another with the same address. `duplicate`: another user with the same address was
 * imported, and goes first. `address-taken`: somebody owns the address who was not imported, or to whom something has
 * happened here since, such as a login. `address-reserved`: its
 * previous owner can still undo the change that freed it. `id-taken` and `passkey-taken`: another user has it.
 */
export type ImportOutcome =
  | "added"
  | "known"
  | "replaced"
  | "duplicate"
  | "address-taken"
  | "address-reserved"
  | "id-taken"
  | "passkey-taken";

/** A user with everything that an export writes. */
export type ExportedUser = {
  readonly user: User;
  readonly credentials: readonly Credential[];
  readonly foreignId: string | null;
};

/** What imports and exports need of a store. */
export type ImportStore = {
  /** Those of these digests that were imported before, each with the key of the user's address now; null if the user is gone. */
  knownImports(digests: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /**
   * Adds users as they are, each with a line in the audit log, and sends and tells nobody anything. A confirmed one owns its
   * address: registrations that wait for it are removed, as when an owner confirms. Returns an outcome for each, in order.
   * All of them are one transaction.
   */
  importUsers(input: {
    users: readonly ImportedUser[];
    duplicates: DuplicateRule;
    /** Who imports, for the audit log. */
    actor: string;
    /** Tells the outcomes, and changes nothing. */
    rehearsal?: boolean;
    now: Instant;
  }): Promise<readonly ImportOutcome[]>;
  /** Whether a user was imported without a password, and nothing has happened to them here since. */
  awaitsImportedPassword(userId: string): Promise<boolean>;
  /**
   * Gives a password to such a user, who is known by their digest, with a line in the audit log (`imported-password-added`). False, and nothing
   * is changed, if there is no such user.
   */
  addImportedPassword(input: {
    digest: string;
    password: ImportedCredential;
    actor: string;
    now: Instant;
  }): Promise<boolean>;
  /** Users in the order of their ids, after one id. */
  exportUsers(page: { after: string | undefined; limit: number }): Promise<readonly ExportedUser[]>;
};
