// Waiting: what happened to the mail, and how to get another one.

import { troubleIn, type AddressTrouble } from "../../domain/address-trouble.ts";
import { parseEmailAddress, type EmailRefusal } from "../../domain/email-address.ts";
import { homeNetwork } from "../../domain/client-address.ts";
import { MAILS_PER_REGISTRATION } from "../../domain/mail-budget.ts";
import { nextAsk } from "../../domain/next-ask.ts";
import { NOT_IN_TIME, type MailState, isWithheld } from "../../domain/mail.ts";
import { STAYS_AFTER, TRUST } from "../../domain/first-contacts.ts";
import type { Fault } from "../../domain/refusal.ts";
import { done, type Refused, type Result } from "../../domain/result.ts";
import { readSuppressed } from "../../domain/suppression.ts";
import { dueAfterTyping, suggestAddress } from "../../domain/suggest-address.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Uses } from "../../ports/context.ts";
import { countAct, type TooMany } from "../../identity/limits.ts";
import type { LatestMail, ResendRefusal } from "../../ports/confirmation-store.ts";

/**
 * `suggestion`: its address looks mistyped, and it waits for the person to decide. `turn`: it waits for a place
 * among the mails to its mailbox. `busy`: the whole site has sent as many first mails as it may, and those
 * go first whose people stay. `held`: no mail goes out at the moment, whoever it is to. `suppressed`: an
 * earlier mail to the address bounced. `too-late`: it could not be sent in time. `withheld`: too many were
 * asked for to this mailbox. `withheld-busy`: it waited too long because the whole site had sent as many first mails as it
 * may. `not-delivered`: a mail server refused or lost it, and did not say that the address is at fault.
 */
export type MailReason =
  | "suggestion"
  | "turn"
  | "busy"
  | "held"
  | "suppressed"
  | "too-late"
  | "withheld"
  | "withheld-busy"
  | "not-delivered";

/** What the waiting page shows, to people and programs alike. */
export type WaitingState = {
  readonly state: "waiting" | "confirmed" | "undeliverable" | "expired";
  readonly email: string;
  /** The probably correct spelling of the address, if it looks mistyped. */
  readonly suggestion: string | undefined;
  readonly mail: {
    readonly state: MailState | "none";
    /** When the mail server accepted it. */
    readonly sentOn: Instant | null;
    /** When a mail that waits for its turn is tried next. */
    readonly dueOn: Instant | null;
    /** What is wrong with the address, if that is why the mail did not arrive. */
    readonly trouble: AddressTrouble | undefined;
    /** Why the mail is delayed or was not sent, unless that is up to its mail server. */
    readonly reason: MailReason | undefined;
  };
  /** When this registration can ask for another mail; null if it has had them all. */
  readonly resendAfter: Instant | null;
  /** When the newest link stops working. Until that is mailed, when the registration would end. */
  readonly linkExpiresOn: Instant | null;
  /** When the registration is removed if nobody confirms it. */
  readonly expiresOn: Instant;
};

/**
 * Reads the state of a registration, for somebody who is there to see it: while its mail waits for the whole site,
 * that speaks for it. The same is noted whoever owns the address.
 */
export async function waitingState(
  { store, clock, settings }: Uses<"findWaiting" | "noteStay", "clock" | "settings">,
  user: User,
): Promise<WaitingState> {
  const { mail, held, linkExpiresOn, linkEnded, mails, addressKept } =
    await store.findWaiting(user);
  const now = clock.now();
  const over = linkEnded || (linkExpiresOn !== null && linkExpiresOn <= now);
  const { domains } = settings.registration;
  const address = parseEmailAddress(user.email);
  const suggestion =
    address.ok && !addressKept ? suggestAddress(address.value, domains) : undefined;
  const holdsUntil =
    address.ok && suggestion !== undefined && mail !== undefined
      ? dueAfterTyping(address.value, domains, mail.createdOn)
      : undefined;
  const told = mailState(mail, { held, now, holdsUntil });
  if (hasStayed(mail, now)) await store.noteStay({ userId: user.id, now });
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
    suggestion,
    mail: {
      ...told,
      ...(mails.newestWithheldBy && { reason: WITHHELD_REASONS[mails.newestWithheldBy] }),
    },
    resendAfter:
      mails.handedOver >= MAILS_PER_REGISTRATION
        ? null
        : (nextAsk(settings.mailBudget, mails.askedOn, now) ?? now),
    linkExpiresOn,
    expiresOn: user.registeredOn + settings.registration.lifetime,
  };
}

const WITHHELD_REASONS = { mailbox: "withheld", site: "withheld-busy" } as const;

/** Whether somebody is there a minute after a mail began to wait for the site, and nobody has noted it. */
const hasStayed = (mail: LatestMail | undefined, now: Instant): boolean =>
  mail?.state === "queued" &&
  mail.parkedOn !== null &&
  mail.parkedOn <= now - STAYS_AFTER &&
  (mail.trust & TRUST.stayed) === 0;

/** The faults for which it is true that the recipient's server asks to wait. */
const IS_THEIR_DELAY: ReadonlySet<Fault> = new Set(["passing", "greylisted"]);

function mailState(
  mail: LatestMail | undefined,
  {
    held,
    now,
    holdsUntil,
  }: {
    readonly held: boolean;
    readonly now: Instant;
    /** How long a mail to a probably mistyped address waits for the person to decide. */
    readonly holdsUntil: Instant | undefined;
  },
): WaitingState["mail"] {
  const nothing = { sentOn: null, dueOn: null, trouble: undefined, reason: undefined };
  if (mail === undefined) return { ...nothing, state: "none" };
  const { state, endedOn, dueOn, answer, fault, parkedOn } = mail;
  if (state === "sent") return { ...nothing, state, sentOn: endedOn };
  const earlier = readSuppressed(answer ?? "");
  if (earlier !== undefined) {
    return { ...nothing, state, trouble: troubleIn(earlier), reason: "suppressed" };
  }
  if (isWithheld(answer)) return { ...nothing, state };
  if (answer === NOT_IN_TIME) return { ...nothing, state, reason: "too-late" };
  if (state === "cancelled") return { ...nothing, state };
  if (endedOn !== null) {
    return fault === "address"
      ? { ...nothing, state, trouble: troubleIn(answer ?? "") }
      : { ...nothing, state, reason: "not-delivered" };
  }
  const isOurs = state === "retry" && fault !== null && !IS_THEIR_DELAY.has(fault);
  const isDueLater = state === "queued" && dueOn > now;
  const isParked = state === "queued" && parkedOn !== null;
  const waits = !isDueLater ? undefined : dueOn === holdsUntil ? "suggestion" : "turn";
  return {
    ...nothing,
    state,
    dueOn: isParked ? null : dueOn,
    reason: held ? "held" : isOurs ? "not-delivered" : isParked ? "busy" : waits,
  };
}

export type ResendOutcome = Result<null, ResendRefusal | TooMany>;

/** Sends the confirmation mail of a registration again. Earlier links stay valid. */
export async function resend(
  { store, clock, settings }: Uses<"hit" | "resend", "clock" | "settings">,
  userId: string,
  client: Client,
): Promise<ResendOutcome> {
  const busy = await countAct({ store, clock, settings }, "request", client);
  if (busy !== undefined) return busy;
  const now = clock.now();
  const askedBy = homeNetwork(client.address);
  const sent = await store.resend({ userId, askedBy, budget: settings.mailBudget, now });
  return sent.ok ? done(null) : sent;
}

/**
 * Sends a confirmation mail to whatever waits for a typed address, and gives the same answer whether or not
 * anything does.
 */
export async function resendTo(
  { store, clock, settings }: Uses<"hit" | "resendTo", "clock" | "settings">,
  typed: string,
  client: Client,
): Promise<Result<string, Refused<EmailRefusal> | TooMany>> {
  const address = parseEmailAddress(typed);
  if (!address.ok) return address;
  const busy = await countAct({ store, clock, settings }, "request", client);
  if (busy !== undefined) return busy;
  await store.resendTo({
    address: address.value,
    askedBy: homeNetwork(client.address),
    now: clock.now(),
  });
  return done(address.value.display);
}
