import type { User } from "../domain/user.ts";
import type { Password } from "../domain/evidence.ts";

/** A user whose password may be the one that was typed. */
export type Candidate = { readonly user: User; readonly password: Password | undefined };

/** How many waiting registrations are compared, newest first. */
export const COMPARED_WAITING = 3;

/** What login needs of a store. */
export type LoginStore = {
  /** The confirmed owner of an address, and the three newest registrations that wait for it. */
  findCandidates(emailKey: string): Promise<{
    readonly owner: Candidate | undefined;
    readonly waiting: readonly Candidate[];
  }>;
};
