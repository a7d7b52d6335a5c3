// What a user is, and the one question asked of every user at every door: what may you enter?

import type { Factors } from "./evidence.ts";
import type { Duration, Instant } from "./time.ts";

/** How a mailbox was proven: by the link, by the code beside it, by a reset, or by a named admin. */
export type ConfirmedVia = "link" | "code" | "reset" | "admin";

/**
 * One registration and what became of it. Several unconfirmed users may share an address;
 * at most one confirmed user has it (the `addresses` table decides, not this record).
 */
export type User = {
  /** Never given to another user, even after this one is deleted. Refer to users by it. */
  readonly id: string;
  /** The address as it is shown and mailed to. It may change. */
  readonly email: string;
  /** The address as it is compared. */
  readonly emailKey: string;
  readonly registeredOn: Instant;
  /** The closed-vocabulary words for the browser that registered: "Firefox on Linux". */
  readonly registeredWith: string;
  /** Where this person was going when asked to register; a local path. */
  readonly nextPath: string | null;
  /** When the address was proven; null until then. */
  readonly confirmedOn: Instant | null;
  readonly confirmedVia: ConfirmedVia | null;
  readonly passwordChangedOn: Instant | null;
  /** How many factors a sign-in asks for: two as soon as the user has a credential that can be the second. */
  readonly factors: Factors;
  readonly admin: boolean;
  /** When an operator disabled this user; null if the user is enabled. */
  readonly disabledOn: Instant | null;
  /** After an undone change of address, no further change before this. */
  readonly emailFrozenUntil: Instant | null;
  /** When this user, who asked for it, is deleted for good; until then it can be undone. */
  readonly deletesOn: Instant | null;
};

/**
 * The tutorial's question: full, limited, or no access before confirmation?
 *
 * `restricted`: may log in, and reaches only the waiting page and what belongs to it.
 * `full`: reaches everything, for `grace` after registering (for ever without one).
 * `none`: logging in leads to the waiting page, without a session.
 */
export type UnconfirmedPolicy =
  | { readonly mode: "restricted" }
  | { readonly mode: "full"; readonly grace?: Duration | undefined }
  | { readonly mode: "none" };

/** What somebody may enter: everything, only the waiting room, or nothing at all. */
export type Entry = "everything" | "waiting-room" | "nothing";

/**
 * Decides what a user may enter now. Every page, JSON answer, library guard and the console
 * ask this one function, so that no door can be forgotten (I5).
 */
export function mayEnter(
  user: Pick<User, "confirmedOn" | "disabledOn" | "deletesOn" | "registeredOn">,
  policy: UnconfirmedPolicy,
  now: Instant,
): Entry {
  if (isClosed(user)) return "nothing";
  if (user.confirmedOn !== null) return "everything";
  const graceEnds = graceEndsOn(user, policy);
  return graceEnds !== undefined && now < graceEnds ? "everything" : "waiting-room";
}

/** Whether nobody may act as this user: it is disabled, or waits to be deleted. */
export const isClosed = (user: Pick<User, "disabledOn" | "deletesOn">): boolean =>
  user.disabledOn !== null || user.deletesOn !== null;

/** When an unconfirmed user's grace ends (`Infinity`: never); undefined where there is none. */
export function graceEndsOn(
  user: Pick<User, "registeredOn">,
  policy: UnconfirmedPolicy,
): Instant | undefined {
  if (policy.mode !== "full") return undefined;
  return policy.grace === undefined ? Infinity : user.registeredOn + policy.grace;
}

/** Whether logging in gives an unconfirmed user a session at all. */
export const loginGivesSession = (user: Pick<User, "confirmedOn">, policy: UnconfirmedPolicy) =>
  user.confirmedOn !== null || policy.mode !== "none";
