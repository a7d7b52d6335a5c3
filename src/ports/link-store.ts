import type { Link } from "../domain/link.ts";
import type { User } from "../domain/user.ts";

/** A link's row, and the user it belongs to while that user exists. */
export type FoundLink = {
  readonly link: Link;
  readonly user: User | undefined;
};

/** What opening links needs of a store. */
export type LinkStore = {
  /**
   * For a link that belongs to a mailbox, the user is the owner of its address; otherwise the visitor who waits
   * for it; otherwise the newest who waited when it was mailed.
   */
  findLink(id: string, visitor?: string): Promise<FoundLink | undefined>;
};
