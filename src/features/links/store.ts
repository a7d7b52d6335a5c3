import type { Link } from "../../domain/link.ts";
import type { User } from "../../domain/user.ts";

/** A link's row, and the user it belongs to while that user exists. */
export type FoundLink = {
  readonly link: Link;
  readonly user: User | undefined;
  readonly passwordHash: string | undefined;
};

export type LinkStore = { findLink(id: string): Promise<FoundLink | undefined> };
