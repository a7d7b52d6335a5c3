// Waiting: what became of the mail, and how to get another one.

import { parseEmailAddress, type EmailRefusal } from "../../domain/email-address.ts";
import { MAILS_PER_REGISTRATION, decide } from "../../domain/limits.ts";
import type { MailState } from "../../domain/mail.ts";
import { done } from "../../domain/result.ts";
import { suggestAddress } from "../../domain/suggest-address.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Context } from "../../ports/context.ts";
import { countAct, type TooMany } from "../limits/index.ts";
import type { ResendRefusal } from "./store.ts";

/** What the waiting page tells, to people and programs alike. */
export type WaitingState = {
  readonly state: "waiting" | "confirmed" | "undeliverable" | "expired";
  readonly email: string;
  /** The likely right spelling of the address, where it looks like a slip. */
  readonly suggestion: string | undefined;
  readonly mail: {
    readonly state: MailState | "none";
    /** When it was accepted by the mail server. */
    readonly sentOn: Instant | null;
    /** When a mail that waits for its turn is tried next. */
    readonly dueOn: Instant | null;
    /** What the mail server said, where it did not simply accept the mail. */
    readonly answer: string | null;
  };
  /** From when another mail can be asked for; null when this registration has had them all. */
  readonly resendAfter: Instant | null;
  /** When the newest link stops working. Before it is mailed, when the registration would end. */
  readonly linkExpiresOn: Instant | null;
  /** When the registration is removed if nobody confirms it. */
  readonly expiresOn: Instant;
};

/** Reads how far a registration has come. */
export async function waitingState(
  { store, clock, settings }: Pick<Context, "store" | "clock" | "settings">,
  user: User,
): Promise<WaitingState> {
  const { mail, linkExpiresOn, linkEnded, mailsAsked, mailHits } = await store.findWaiting(user);
  const now = clock.now();
  const sent = mail?.state === "sent";
  const budget = decide(settings.limits.mail, mailHits, now);
  const over = linkEnded || (linkExpiresOn !== null && linkExpiresOn <= now);
  const address = parseEmailAddress(user.email);
  return {
    state:
      user.confirmedOn !== null
        ? "confirmed"
        : mail?.state === "dead"
          ? "undeliverable"
          : over
            ? "expired"
            : "waiting",
    email: user.email,
    suggestion: address.ok ? suggestAddress(address.value) : undefined,
    mail: {
      state: mail?.state ?? "none",
      sentOn: sent ? mail.endedOn : null,
      dueOn: mail !== undefined && mail.endedOn === null ? mail.dueOn : null,
      answer: sent ? null : (mail?.answer ?? null),
    },
    resendAfter:
      mailsAsked >= MAILS_PER_REGISTRATION ? null : budget.allowed ? now : budget.retryOn,
    linkExpiresOn,
    expiresOn: user.registeredOn + settings.registration.lifetime,
  };
}

export type ResendOutcome = { readonly ok: true; readonly value: null } | ResendRefusal | TooMany;

/** Sends the confirmation mail of a registration again. Earlier links go on working. */
export async function resend(
  { store, clock, settings }: Pick<Context, "store" | "clock" | "settings">,
  userId: string,
  client: Client,
): Promise<ResendOutcome> {
  const busy = await countAct({ store, clock, settings }, "request", client);
  if (busy !== undefined) return busy;
  const now = clock.now();
  const sent = await store.resend({ userId, mailLimit: settings.limits.mail, now });
  return sent.ok ? done(null) : sent;
}

/**
 * Sends a confirmation mail to whatever waits for a typed address, and gives the same answer
 * whether or not anything does.
 */
export async function resendTo(
  { store, clock, settings }: Pick<Context, "store" | "clock" | "settings">,
  typed: string,
  client: Client,
): Promise<
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: EmailRefusal }
  | TooMany
> {
  const address = parseEmailAddress(typed);
  if (!address.ok) return address;
  const busy = await countAct({ store, clock, settings }, "request", client);
  if (busy !== undefined) return busy;
  await store.resendTo({
    address: address.value,
    mailLimit: settings.limits.mail,
    now: clock.now(),
  });
  return done(address.value.display);
}
