// What became of a mail, as an answer to why it did not come.

import { troubleIn } from "./address-trouble.ts";
import {
  finding,
  type Cause,
  type Circumstances,
  type Details,
  type Finding,
  type Remedy,
} from "./finding.ts";
import { CODE_TRIES } from "./link.ts";
import { NOT_IN_TIME, WITHHELD, WITHHELD_FOR_CREDIT } from "./mail.ts";
import type { Fault } from "./refusal.ts";
import { readSuppressed } from "./suppression.ts";
import { minutes, type Instant } from "./time.ts";
import type { MailTrail, Trail } from "./trail.ts";
import type { User } from "./user.ts";

/** Sending a registration's mail again. */
export const resendTo = (person: Pick<User, "id"> | undefined, since: Instant | null): Details => ({
  remedy: person && { act: "resend", userId: person.id },
  since,
});

/** What became of a mail. */
export function ofMail(mail: MailTrail, trail: Trail, given: Circumstances): readonly Finding[] {
  if (mail.isSilent) return ofStop(trail, mail);
  if (mail.state === "sent") return ofSent(mail, trail, given);
  if (mail.state === "dead") return ofDead(mail, trail);
  if (mail.state === "cancelled") return ofCancelled(mail, trail);
  return ofWaiting(mail, given);
}

function ofStop(trail: Trail, { email, createdOn }: MailTrail): readonly Finding[] {
  const { since, until } = trail.stop ?? { since: createdOn, until: null };
  return [finding("stopped", { remedy: { act: "unstop", email }, since, until })];
}

function ofWaiting(
  mail: MailTrail,
  { maySend, heldBy, hold, now }: Circumstances,
): readonly Finding[] {
  const { createdOn: since, dueOn, answer, fault, parkedOn } = mail;
  if (!maySend) return [finding("copy-holds", { remedy: { act: "release" }, since })];
  if (heldBy !== null) {
    const { since: heldOn, actor: by, reason } = heldBy;
    return [finding("operator-holds", { remedy: RESUME, since: heldOn, by, answer: reason })];
  }
  if (hold !== null) {
    return [finding("server-down", { remedy: { act: "doctor" }, ...hold })];
  }
  if (parkedOn !== null) {
    const remedy: Remedy | undefined =
      mail.userId === null ? undefined : { act: "resend", userId: mail.userId };
    return [finding("credit", { remedy, since: parkedOn })];
  }
  if (mail.state === "retry") return [ofPutOff(fault, { since, until: dueOn, answer })];
  if (dueOn > now) return [finding("waits", { since, until: dueOn })];
  const isLate = now - Math.max(since, dueOn) > LATE;
  if (isLate) return [finding("not-picked-up", { remedy: { act: "doctor" }, since })];
  return [finding("waits", { since })];
}

const RESUME: Remedy = { act: "resume" };

/** A running server picks up a mail within seconds. */
const LATE = minutes(2);

function ofPutOff(fault: Fault | null, told: Details): Finding {
  if (fault === "policy") return finding("refused-as-spam", { ...told, remedy: { act: "doctor" } });
  if (fault === "sender") return finding("refused-site", { ...told, remedy: { act: "doctor" } });
  return finding(fault === "unknown" ? "unclear" : "tried-again", told);
}

function ofDead(mail: MailTrail, trail: Trail): readonly Finding[] {
  const { id: mailId, email, answer, fault, endedOn: since } = mail;
  const remedy: Remedy = { act: "retry", mailId };
  const told = { since, answer, remedy };
  const heldBack = readSuppressed(answer ?? "");
  if (heldBack !== undefined || (trail.suppression !== null && fault === "address")) {
    const lift: Remedy = { act: "unsuppress", email };
    const words = heldBack ?? answer;
    const cause = addressCause(words ?? "");
    const about = cause === "mailbox-full" ? null : email;
    const behind = finding(cause, { ...told, answer: words, email: about });
    // Without a suppression, mail was allowed again in the meantime.
    if (trail.suppression === null) return [behind];
    return [finding("suppressed", { remedy: lift, since, answer: words }), behind];
  }
  if (answer === NOT_IN_TIME) return [finding("not-in-time", { remedy, since })];
  const doctor: Remedy = { act: "doctor" };
  if (fault === "policy") return [finding("refused-as-spam", { ...told, remedy: doctor })];
  if (fault === "sender") return [finding("refused-site", { ...told, remedy: doctor })];
  return [finding(addressCause(answer ?? ""), told)];
}

function addressCause(answer: string): Cause {
  const trouble = troubleIn(answer);
  if (trouble === "full") return "mailbox-full";
  return trouble === "no-mailbox" || trouble === "no-domain" ? trouble : "refused";
}

function ofCancelled(mail: MailTrail, { users }: Trail): readonly Finding[] {
  const { answer, endedOn: since, userId } = mail;
  const again = resendTo(
    users.find(({ id }) => id === userId),
    since,
  );
  if (answer === WITHHELD) return [finding("withheld", again)];
  if (answer === WITHHELD_FOR_CREDIT) return [finding("withheld-for-credit", again)];
  return [finding("cancelled", { ...again, answer })];
}

function ofSent(mail: MailTrail, trail: Trail, { now }: Circumstances): readonly Finding[] {
  const { email, link, endedOn: since, answer } = mail;
  if (mail.complainedOn !== null) {
    const remedy: Remedy = { act: "unsuppress", email };
    return [finding("complained", { remedy, since: mail.complainedOn })];
  }
  const again = resendTo(
    trail.users.find(({ id, confirmedOn }) => id === mail.userId && confirmedOn === null),
    since,
  );
  if (link?.expiresOn != null && link.expiresOn <= now && link.endedOn === null) {
    return [finding("link-expired", { ...again, since: link.expiresOn })];
  }
  if ((link?.codeTries ?? 0) >= CODE_TRIES) return [finding("codes-used-up", again)];
  const openers = link?.openings.map(({ opener }) => opener) ?? [];
  if (openers.includes("person") && link?.endedOn === null) return [finding("opened", again)];
  const cause = openers.length > 0 ? "opened-by-machine" : "handed-over";
  return [finding(cause, { ...again, answer })];
}
