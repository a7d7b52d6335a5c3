import type { Instant } from "../domain/time.ts";
import type { ConfirmedVia } from "../domain/user.ts";

/** Which users a list contains. */
export type UserFilter = "all" | "unconfirmed" | "confirmed" | "disabled" | "deleting" | "admin";

/**
 * A search for users: those who match everything that is given. Lower bounds of time are inclusive, upper
 * bounds exclusive.
 */
export type UserQuery = {
  readonly filter: UserFilter;
  /** A role that they have: `admin`, or any other. */
  readonly role?: string | undefined;
  /** How they confirmed. */
  readonly via?: ConfirmedVia | undefined;
  /** Whether they could show a second factor. */
  readonly hasSecond?: boolean | undefined;
  /** Whether their address gets no mail for now. */
  readonly suppressed?: boolean | undefined;
  /** A part of the address; upper and lower case are the same. */
  readonly search?: string | undefined;
  /** The whole part after the "@". */
  readonly domain?: string | undefined;
  readonly registeredSince?: Instant | undefined;
  readonly registeredUntil?: Instant | undefined;
  readonly confirmedSince?: Instant | undefined;
  readonly confirmedUntil?: Instant | undefined;
};
