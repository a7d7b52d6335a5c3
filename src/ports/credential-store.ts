import type { Credential, NewCredential, Password } from "../domain/evidence.ts";
import type { Limit } from "../domain/limits.ts";
import type { LinkPurpose } from "../domain/link.ts";
import type { MailKind } from "../domain/mail.ts";
import type { NewSession } from "../domain/session.ts";
import type { Refused, Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** How a change of credentials is told: a notice to the mailbox, and a line in the audit log. */
export type CredentialNews = {
  readonly mail: MailKind;
  readonly act: string;
  /** What the notice names: a passkey, a number of codes. */
  readonly about?: string | undefined;
  /** What the link of the notice is for. */
  readonly link?: LinkPurpose | undefined;
  /** Beyond which only the audit log is told; default: no limit of its own. */
  readonly limit?: Limit | undefined;
};

/**
 * Whether credentials were added. If not: `retryOn`, after too many notices; `taken`, somebody has one with the
 * same handle; neither, the acting session has ended.
 */
export type Added =
  | { readonly added: true }
  | { readonly added: false; readonly retryOn?: Instant; readonly taken?: true };

/** A secret that takes the place of another. */
export type NewSecret = { readonly id: string; readonly from: string; readonly to: string };

/** The credentials of users. Every method is atomic. */
export type CredentialStore = {
  /** Undefined if the user has none: nobody has chosen one yet, or a stranger's was removed. */
  findPassword(userId: string): Promise<Password | undefined>;
  /** All credentials of a user, oldest first. */
  listCredentials(userId: string): Promise<readonly Credential[]>;
  /** The credential with a handle, and whose it is. */
  findByHandle(
    handle: string,
  ): Promise<{ readonly user: User; readonly credential: Credential } | undefined>;
  /**
   * Adds credentials to the user whose session is `acting`; that session ends, and `session` replaces it. Those of
   * the kind `replaces` go. With the first credential that only adds to another, signing in requires two factors,
   * and every other session ends. Otherwise nothing is written: somebody who was logged out in the meantime adds
   * nothing.
   */
  addCredentials(input: {
    userId: string;
    credentials: readonly NewCredential[];
    replaces?: string | undefined;
    acting: string;
    session: NewSession;
    news: CredentialNews;
    limit: Limit;
    now: Instant;
  }): Promise<Added>;
  /**
   * Removes credentials other than the password, and ends every session but `acting`: what was shown with them no
   * longer counts, not in that session either. When nothing is left that can be a second factor, signing in requires one, and backup codes go.
   * False if the user has none of them, or `acting` has ended.
   */
  removeCredentials(input: {
    userId: string;
    ids: readonly string[];
    acting: string;
    news: CredentialNews;
    now: Instant;
  }): Promise<boolean>;
  /** False if the user has no such credential. */
  renameCredential(input: { userId: string; id: string; name: string }): Promise<boolean>;
  /**
   * Chooses whether signing in requires two factors, and ends every session but `acting`. `outdated` if the user has
   * nothing that can be the second one, or `acting` has ended; `too-many` after too many notices.
   */
  requireTwoFactors(input: {
    userId: string;
    required: boolean;
    acting: string;
    news: CredentialNews;
    limit: Limit;
    now: Instant;
  }): Promise<
    Result<null, Refused<"outdated"> | Refused<"too-many", { readonly retryOn: Instant }>>
  >;
  /** How many credentials of a kind all users have. */
  countCredentials(kind: string): Promise<number>;
  /** Credentials of a kind, of all users, in the order of their ids: at most `limit`, after the id `after`. */
  listCredentialsOfKind(input: {
    kind: string;
    after?: string | undefined;
    limit: number;
  }): Promise<readonly Credential[]>;
  /** Replaces secrets, each one only if it is still `from`. What is shown with them stays the same. Returns how many. */
  replaceSecrets(secrets: readonly NewSecret[]): Promise<number>;
};
