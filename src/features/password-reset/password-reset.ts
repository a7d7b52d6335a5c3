// Resets a forgotten password: by mail, for whoever reads the mailbox.

import { homeNetwork } from "../../domain/client-address.ts";
import { parseEmailAddress, type EmailRefusal } from "../../domain/email-address.ts";
import { PASSWORD, passwordCredential, type Credential } from "../../domain/evidence.ts";
import { randomId } from "../../domain/id.ts";
import { askedByOwn, type AskedBy } from "../../domain/mail-budget.ts";
import type { Link, LinkRefusal } from "../../domain/link.ts";
import { LOCK } from "../../domain/lock.ts";
import { checkPassword, type PasswordRefusal } from "../../domain/password-policy.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Uses } from "../../ports/context.ts";
import { askerOf, countAct, knownDevice, type TooMany } from "../../identity/limits.ts";
import type { OpenedLink, ReadyLink } from "../../identity/links.ts";

/**
 * Sends a reset mail. The work and the answer are the same for every address: whether it has a user is looked
 * up when the mail is sent, and only its mailbox is told if not (I7). A browser that is logged in with the
 * address as `user`, or was before, has its own places in the mailbox's budget.
 */
export async function requestReset(
  context: Uses<"hit" | "isMarkLive" | "requestReset", "clock" | "devices" | "moving" | "settings">,
  typed: string,
  client: Client,
  user: User | undefined,
): Promise<Result<string, Refused<EmailRefusal> | TooMany>> {
  const { store, clock } = context;
  const address = parseEmailAddress(typed);
  if (!address.ok) return address;
  const busy = await countAct(context, "request", client);
  if (busy !== undefined) return busy;
  const askedBy = await askedByOf(context, address.value.key, client, user);
  const now = clock.now();
  // The mail says what is known when it is sent: by then, the old system has answered, and nobody here waits for it.
  const { moving } = context;
  const dueOn = moving.step === undefined ? undefined : now + moving.step;
  await store.requestReset({ address: address.value, askedBy, now, dueOn });
  void moving.move(address.value);
  return done(address.value.display);
}

async function askedByOf(
  context: Uses<"isMarkLive", "devices">,
  emailKey: string,
  client: Client,
  user: User | undefined,
): Promise<AskedBy> {
  if (user?.emailKey === emailKey && user.confirmedOn !== null) return askedByOwn("user", user.id);
  const home = homeNetwork(client.address);
  // Counted by network: whoever knows the password gets as many marks of known devices as they like.
  const isKnown = (await knownDevice(context, emailKey, client)) !== undefined;
  return isKnown ? askedByOwn("device", home) : home;
}

export type ResetRefusal =
  | Refused<LinkRefusal>
  | {
      readonly ok: false;
      readonly reason: "invalid";
      readonly fields: { readonly password: PasswordRefusal };
    }
  | TooMany;

export type ResetInput = { readonly password: string; readonly removesLately: boolean };

/** Something that was added to an account lately, as one thing for people: ten recovery codes are one. */
export type AddedLately = Pick<Credential, "kind" | "factor" | "name" | "createdOn">;

/**
 * What was added in the days before a reset was mailed: a thief may have added it, and it survives the reset. Only
 * whoever has a live link is told, and only about the owner of its address: of a registration that still waits,
 * nothing survives.
 */
export async function addedLately(
  { store }: Uses<"listCredentials">,
  { link, user }: ReadyLink,
): Promise<readonly AddedLately[]> {
  if (user.confirmedOn === null) return [];
  const added = (await store.listCredentials(user.id)).filter(
    ({ kind, createdOn }) => kind !== PASSWORD && createdOn >= since(link),
  );
  const byName = ({ kind, name, createdOn }: Credential) => JSON.stringify([kind, name, createdOn]);
  return [...Map.groupBy(added, byName).values()].map(([first]) => first!);
}

/** From when on; while one link is used, it stays the same. */
const since = (link: Link): Instant => (link.mintedOn ?? link.createdOn) - LOCK.recent;

/**
 * Sets a new password with a reset link. This one call carries and consumes the link: no state between two
 * steps decides anything (Keycloak, CVE-2026-18963). Every session, link and pending change of the user ends,
 * nobody is logged in, and the mailbox is told. Second factors and passkeys stay: a mailbox alone must not be enough
 * where more is required. `removesLately` removes what `addedLately` returns. Because the link proves the mailbox, it
 * also confirms a waiting registration.
 */
export async function reset(
  context: Uses<
    "hit" | "isMarkLive" | "reset",
    "clock" | "random" | "passwords" | "devices" | "settings"
  >,
  opened: OpenedLink,
  { password: typed, removesLately }: ResetInput,
  client: Client,
): Promise<Result<User, ResetRefusal>> {
  const { store, clock, passwords, settings } = context;
  if (opened.state !== "ready") return refused(opened.state);
  const checked = checkPassword(settings.passwords, {
    password: typed,
    email: opened.link.emailKey,
    siteName: settings.appName,
  });
  if (!checked.ok) return { ...refused("invalid"), fields: { password: checked.reason } };
  const asker = await askerOf(context, client, opened.link.emailKey);
  return passwords.admit(asker, async (hasher) => {
    const busy = await countAct(context, "prove", client);
    if (busy !== undefined) return busy;
    const password = passwordCredential(randomId(context.random), await hasher.hash(checked.value));
    const removesSince = removesLately ? since(opened.link) : undefined;
    return store.reset({ linkId: opened.link.id, password, removesSince, now: clock.now() });
  });
}
