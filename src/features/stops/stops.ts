// Stops the mail that strangers can cause to a mailbox, and allows it again.

import { parseEmailAddress } from "../../domain/email-address.ts";
import type { Link, LinkRefusal } from "../../domain/link.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import { LIFT_STOP, STOP_LASTS } from "../../domain/stopped-mailbox.ts";
import type { Instant } from "../../domain/time.ts";
import type { Client, Uses } from "../../ports/context.ts";
import type { OpenedLink } from "../../identity/links.ts";
import { checkReader, type ReaderRefusal } from "../../identity/reader.ts";

/** The proof that somebody reads a mailbox: the code of a mail to it, typed in a browser. */
type Said = { readonly code: string; readonly client: Client };

/**
 * Stops the mail that strangers can cause to the mailbox of a confirmation link, and removes its registration. The
 * code of the same mail proves that its reader is present. A scanner that opens links, or somebody who only has the
 * link, cannot stop anything.
 */
export async function stopMail(
  context: Uses<"hit" | "stopMail", "clock" | "codes" | "mailboxes" | "settings">,
  { link }: OpenedLink,
  { code, client }: Said,
): Promise<Result<{ readonly endsOn: Instant }, LinkRefusal> | ReaderRefusal> {
  if (link === undefined) return refused("unknown");
  const read = await checkReader(
    context,
    { ...link, asksCode: true },
    { code, sure: false },
    client,
  );
  if (!read.ok) return read;
  const now = context.clock.now();
  const endsOn = now + STOP_LASTS;
  const mailbox = context.mailboxes.of(link.emailKey);
  const stopped = await context.store.stopMail({ linkId: link.id, mailbox, endsOn, now });
  return stopped.ok ? done({ endsOn }) : stopped;
}

/**
 * The link that a token for lifting a stop names. The link may have ended: it is only used to find the mailbox that it
 * was mailed to.
 */
export async function openLift(
  { store, links }: Uses<"findLink", "links">,
  token: string | undefined,
): Promise<Link | undefined> {
  const id = links.read(LIFT_STOP, token);
  const link = id === undefined ? undefined : (await store.findLink(id))?.link;
  return link?.emailKey === "" ? undefined : link;
}

/** Allows mails again for a person who reads the mailbox. It also succeeds if the stop has already ended. */
export async function liftStop(
  context: Uses<"hit" | "liftStop", "clock" | "codes" | "mailboxes" | "settings">,
  link: Link,
  { code, client }: Said,
): Promise<Result<null, never> | ReaderRefusal> {
  const read = await checkReader(
    context,
    { ...link, asksCode: true },
    { code, sure: false },
    client,
  );
  if (!read.ok) return read;
  const mailbox = context.mailboxes.of(link.emailKey);
  await context.store.liftStop({ mailbox, actor: "mailbox-owner", now: context.clock.now() });
  return done(null);
}

/** Allows mails to an address again, for an operator. */
export async function liftStopOf(
  { store, clock, mailboxes }: Uses<"liftStop", "clock" | "mailboxes">,
  { actor }: { readonly actor: string },
  typed: string,
): Promise<Result<{ readonly email: string }, "no-address" | "not-stopped">> {
  const address = parseEmailAddress(typed);
  if (!address.ok) return refused("no-address");
  const { key } = address.value;
  const lifted = await store.liftStop({ mailbox: mailboxes.of(key), actor, now: clock.now() });
  return lifted ? done({ email: key }) : refused("not-stopped");
}
