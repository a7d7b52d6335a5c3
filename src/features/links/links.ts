// Opening a link: what it is and whose, without touching it.

import { linkState, type Link, type LinkPurpose, type LinkState } from "../../domain/link.ts";
import type { User } from "../../domain/user.ts";
import type { Context } from "../../ports/context.ts";

/** A link as it was opened: its state, and whose it is as far as anybody may know. */
export type OpenedLink = {
  readonly state: LinkState;
  readonly link: Link | undefined;
  readonly user: User | undefined;
  readonly passwordHash: string | undefined;
};

/**
 * Looks at a link. A token that is not canonically ours, for this very purpose, costs no query;
 * what it means is decided by its row alone.
 */
export async function openLink(
  { store, clock, links }: Pick<Context, "store" | "clock" | "links">,
  purpose: LinkPurpose,
  token: string | undefined,
): Promise<OpenedLink> {
  const id = token === undefined ? undefined : links.read(purpose, token);
  const found = id === undefined ? undefined : await store.findLink(id);
  return {
    state: linkState(found?.link, clock.now()),
    link: found?.link,
    user: found?.user,
    passwordHash: found?.passwordHash,
  };
}
