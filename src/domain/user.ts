// What a user is, and the one question that is asked of every user at every door: what may you enter?

import type { Factors } from "./evidence.ts";
import type { AcceptedTerms } from "./terms.ts";
import type { FieldValue, FieldValues, UserFields } from "./user-field.ts";
import type { Duration, Instant } from "./time.ts";

/**
 * How a mailbox was proven: by the link, by the code in the same mail, by a reset, by a named operator, or by the system
 * that the user was imported from.
 */
export type ConfirmedVia = "link" | "code" | "reset" | "admin" | "import";

const VIAS: Readonly<Record<ConfirmedVia, true>> = {
  link: true,
  code: true,
  reset: true,
  admin: true,
  import: true,
};

/** All ways, in the order in which lists have them. */
export const CONFIRMED_VIA = Object.keys(VIAS) as readonly ConfirmedVia[];

/**
 * One registration and what became of it. Several unconfirmed users may share an address; at most one confirmed
 * user has it (the `addresses` table decides, not this record).
 */
export type User = {
  /** Never given to another user, even after this one is deleted. Refer to users by it. */
  readonly id: string;
  /** The address as it is shown, and to which mail is sent. It may change. */
  readonly email: string;
  /** The address in the form that is compared. */
  readonly emailKey: string;
  readonly registeredOn: Instant;
  /** The browser that registered, in the words of `describeBrowser`: "Firefox on Linux". */
  readonly registeredWith: string;
  /** Where this person was going when they were asked to register; a local path. */
  readonly nextPath: string | null;
  /** When the address was proven; null until then. */
  readonly confirmedOn: Instant | null;
  readonly confirmedVia: ConfirmedVia | null;
  readonly passwordChangedOn: Instant | null;
  /**
   * How many factors a sign-in requires: two from the first credential on that only adds to another, or if the user
   * chose it. Whoever can show two at once, with a passkey, may still log in with the password alone.
   */
  readonly factors: Factors;
  /** The same as having the role `admin`. */
  readonly admin: boolean;
  /** The roles that this user was given: of Postern's own (`admin`, `support`, `viewer`) and of the site's. */
  readonly roles: readonly string[];
  /** When an operator disabled this user; null if the user is enabled. */
  readonly disabledOn: Instant | null;
  /** After an undone change of address, no further change is allowed before this. */
  readonly emailFrozenUntil: Instant | null;
  /** The tag of the language that this user chose last, or registered in; null if nothing was ever chosen. */
  readonly language: string | null;
  /** Where the user came from to register, one of the site's `sources`; null if that is not known. */
  readonly source: string | null;
  /** The values of the extra fields of the site, by name: also of fields that the site no longer has. */
  readonly fields: Readonly<Record<string, FieldValue | undefined>>;
  /** The versions of the site's terms that this user has accepted, the last one first; at most ten. */
  readonly terms: readonly AcceptedTerms[];
  /** When this user is deleted for good, as they asked; until then they can undo it. */
  readonly deletesOn: Instant | null;
};

/** A user with the extra fields in the types of their schemas. */
export type SiteUser<Fields extends UserFields = UserFields> = Omit<User, "fields"> & {
  readonly fields: FieldValues<Fields>;
};

/**
 * The tutorial's question (docs/lineage.md): full, limited, or no access before confirmation?
 *
 * `restricted`: may log in, but reaches only the waiting page and what belongs to it. `full`: reaches
 * everything, for `grace` after registering (without `grace`, forever). `none`: logging in leads to the waiting
 * page, without a session.
 */
export type UnconfirmedPolicy =
  | { readonly mode: "restricted" }
  | { readonly mode: "full"; readonly grace?: Duration | undefined }
  | { readonly mode: "none" };

/** What somebody may enter: everything, only the waiting room, or nothing. */
export type Entry = "everything" | "waiting-room" | "nothing";

/**
 * Decides what a user may enter now. Every page, JSON answer, library guard and the console ask this one
 * function, so that no door can be forgotten (I5).
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

/** Whether nobody may act as this user: the user is disabled or is going to be deleted. */
export const isClosed = (user: Pick<User, "disabledOn" | "deletesOn">): boolean =>
  user.disabledOn !== null || user.deletesOn !== null;

/** When an unconfirmed user's grace ends (`Infinity`: never); undefined for a user who has none. */
export function graceEndsOn(
  user: Pick<User, "registeredOn">,
  policy: UnconfirmedPolicy,
): Instant | undefined {
  if (policy.mode !== "full") return undefined;
  return policy.grace === undefined ? Infinity : user.registeredOn + policy.grace;
}

/** Whether an unconfirmed user gets a session by logging in. */
export const loginGivesSession = (user: Pick<User, "confirmedOn">, policy: UnconfirmedPolicy) =>
  user.confirmedOn !== null || policy.mode !== "none";
