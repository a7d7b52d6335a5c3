// Deleting one's own account: with the password, with time to think again, and a way back by mail.

import { limitSubject } from "../../domain/client-address.ts";
import { linkState, type Link, type LinkRefusal, type LinkState } from "../../domain/link.ts";
import { normalisePassword } from "../../domain/password-policy.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Context } from "../../ports/context.ts";
import type { Visit } from "../sessions/index.ts";

export type DeletionRefusal =
  | { readonly ok: false; readonly reason: "password-missing" | "wrong-password" }
  | { readonly ok: false; readonly reason: "too-many"; readonly retryOn: Instant };

/** Marks the user as to be deleted, and logs out everywhere. Returns when it is for good. */
export async function requestDeletion(
  {
    store,
    clock,
    passwords,
    settings,
  }: Pick<Context, "store" | "clock" | "passwords" | "settings">,
  { user }: Visit,
  typed: string,
  client: Client,
): Promise<{ readonly ok: true; readonly value: Instant } | DeletionRefusal> {
  if (typed === "") return refused("password-missing");
  const tries = {
    limit: settings.limits.login,
    subject: `${user.id}|${limitSubject(client.address)}`,
  };
  const now = clock.now();
  const verdict = await store.hit({ ...tries, now });
  if (!verdict.allowed) return { ...refused("too-many"), retryOn: verdict.retryOn };
  const passwordHash = await store.findPasswordHash(user.id);
  const right = await passwords.verify(passwordHash, normalisePassword(typed) ?? "");
  if (!right || passwordHash === undefined) return refused("wrong-password");
  await store.forgive(tries);
  const deletesOn = clock.now() + settings.deletionGrace;
  const marked = await store.requestDeletion({
    userId: user.id,
    passwordHash,
    deletesOn,
    now: clock.now(),
  });
  return marked ? done(deletesOn) : refused("wrong-password");
}

export type OpenedKeepLink = {
  readonly state: LinkState;
  readonly link: Link | undefined;
  readonly user: User | undefined;
};

/** Looks at the link of a deletion mail without touching it. */
export async function openKeepLink(
  { store, clock, links }: Pick<Context, "store" | "clock" | "links">,
  token: string | undefined,
): Promise<OpenedKeepLink> {
  const id = token === undefined ? undefined : links.read("keep-account", token);
  const found = id === undefined ? undefined : await store.findLink(id);
  return { state: linkState(found?.link, clock.now()), link: found?.link, user: found?.user };
}

/** Takes the deletion back. Logs nobody in: the password does that, as always. */
export async function keepUser(
  { store, clock, links }: Pick<Context, "store" | "clock" | "links">,
  token: string | undefined,
): Promise<Result<User, LinkRefusal>> {
  const linkId = token === undefined ? undefined : links.read("keep-account", token);
  if (linkId === undefined) return refused("unknown");
  return store.keepUser({ linkId, now: clock.now() });
}
