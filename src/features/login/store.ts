import type { User } from "../../domain/user.ts";

export type Candidate = { readonly user: User; readonly passwordHash: string };

/** What login needs of a store. */
export type LoginStore = {
  /** The confirmed owner of an address, and the newest registration that waits for it. */
  findCandidates(
    emailKey: string,
  ): Promise<{ readonly owner: Candidate | undefined; readonly newest: Candidate | undefined }>;
};
