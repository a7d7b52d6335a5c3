import type { EmailAddress } from "../domain/email-address.ts";
import type { Duration } from "../domain/time.ts";

/** Whom the application before is asked about. Without a password, only whether it has a user with this address. */
export type OldSystemQuestion = { readonly email: string; readonly password?: string | undefined };

/**
 * What it says. `found`: the password is right, or none was asked about; `user` is a record as `postern export` writes it,
 * at least `{ email }`.
 */
export type OldSystemAnswer =
  | { readonly state: "found"; readonly user: unknown }
  | { readonly state: "unknown" }
  | { readonly state: "wrong-password" };

/**
 * Asks the application before Postern about somebody who has not been moved over. It may reject, and then nobody is found.
 *
 * @example
 * ```ts
 * const passwords = new Map([["ada@example.com", "plum tree by the river"]]);
 * const ask: AskOldSystem = async ({ email, password }) => {
 *   const right = passwords.get(email);
 *   if (right === undefined) return { state: "unknown" };
 *   if (password !== undefined && password !== right) return { state: "wrong-password" };
 *   return { state: "found", user: { email } };
 * };
 * (await ask({ email: "ada@example.com" })).state; // → "found"
 * ```
 */
export type AskOldSystem = (question: OldSystemQuestion) => Promise<OldSystemAnswer>;

/** A password that is none of those here with which it was compared, by their ids. */
export type TypedInVain = { readonly password: string; readonly compared: ReadonlySet<string> };

/** Moves people over, one by one, when they come. */
export type Moving = {
  /** How long every wrong answer takes; undefined if there is no other system. */
  readonly step: Duration | undefined;
  /**
   * Moves whoever has this address in the old system, and the typed password, if one is given. Never rejects. True also if there
   * is a password by now with which it was not compared: they were moved by another login. False if there is nobody, or the
   * address has an owner here already, after the whole step.
   */
  move(address: EmailAddress, typed?: TypedInVain): Promise<boolean>;
};
