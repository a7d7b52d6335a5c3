// Opens a link: what it is and whose it is, without changing it.

import { linkState, type Link, type LinkPurpose, type LinkRefusal } from "../domain/link.ts";
import type { User } from "../domain/user.ts";
import type { Uses } from "../ports/context.ts";

/** A link that may be used now, and whose it is. */
export type ReadyLink = {
  readonly state: "ready";
  readonly link: Link;
  readonly user: User;
};

/** A link that cannot be used, why, and what is known about it. */
export type DeadLink = {
  readonly state: LinkRefusal;
  readonly link: Link | undefined;
  readonly user: User | undefined;
};

/** A link as it was opened. */
export type OpenedLink = ReadyLink | DeadLink;

/**
 * Looks up a link. A token that is not exactly as Postern wrote it, for this very purpose, costs no query; its
 * row alone decides what it means. The link of a deleted user is `removed`, and one of a disabled user works
 * again once that user is enabled. `visitor` is the user whose browser opens it: if several wait for one
 * address, it is theirs.
 *
 * @example
 * ```ts
 * const routes = (context: Context) => [
 *   get("/greeting/:link", async ({ params }) => {
 *     const { state } = await openLink(context, "greeting", params["link"]);
 *     return shows({ title: "Your greeting", body: html`<p>${state}</p>` }, { state });
 *   }),
 * ];
 * ```
 */
export async function openLink(
  { store, clock, links }: Uses<"findLink", "clock" | "links">,
  purpose: LinkPurpose,
  token: string | undefined,
  visitor?: string,
): Promise<OpenedLink> {
  const id = links.read(purpose, token);
  const found = id === undefined ? undefined : await store.findLink(id, visitor);
  if (found === undefined) return { state: "unknown", link: undefined, user: undefined };
  const { link, user } = found;
  const state = linkState(link, clock.now());
  if (state !== "ready") return { state, link, user };
  if (user === undefined) return { state: "removed", link, user };
  if (user.disabledOn !== null) return { state: "disabled", link, user };
  return { state, link, user };
}
