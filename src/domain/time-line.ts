// What happened to an address or a user, in one line of time.

import { limitDefaults } from "./limits.ts";
import { NOT_IN_TIME, isWithheld, type MailKind } from "./mail.ts";
import type { Openings } from "./opening.ts";
import type { Fault } from "./refusal.ts";
import { readSuppressed } from "./suppression.ts";
import type { Instant } from "./time.ts";
import type { AuditTrail, MailTrail, Trail } from "./trail.ts";

/** What an entry tells of. The catalogue has words for each but `act`, which the feature of the act names. */
export type EntryKind =
  | "act"
  | "mail-asked"
  | "mail-parked"
  | "mail-put-off"
  | "mail-sent"
  | "mail-refused"
  | "mail-bounced"
  | "mail-held-back"
  | "mail-given-up"
  | "mail-withheld"
  | "mail-cancelled"
  | "mail-stopped"
  | "mail-complained"
  | "mails-withheld"
  | "opened-by-person"
  | "opened-by-machine"
  | "link-used"
  | "link-expired"
  | "codes-tried"
  | "logged-in-since"
  | "suppressed"
  | "stopped"
  | "wrong-passwords";

/** Something that happened. What is not known of it is null. */
export type Entry = {
  readonly on: Instant;
  readonly kind: EntryKind;
  readonly userId: string | null;
  readonly mailId: string | null;
  /** The kind of the mail, and where it was sent. */
  readonly mail: MailKind | null;
  readonly email: string | null;
  /** The act of the audit log, who did it, and the details of it. */
  readonly act: string | null;
  readonly actor: string | null;
  readonly detail: string | null;
  /** The mail server's words, and whose fault they are. */
  readonly answer: string | null;
  readonly fault: Fault | null;
  readonly count: number | null;
  readonly browser: string | null;
};

type Told = Partial<Entry> & Pick<Entry, "on" | "kind">;

const entry = (told: Told): Entry => ({
  userId: null,
  mailId: null,
  mail: null,
  email: null,
  act: null,
  actor: null,
  detail: null,
  answer: null,
  fault: null,
  count: null,
  browser: null,
  ...told,
});

/** Everything that happened, newest first. Pure. */
export function timeLine(trail: Trail, now: Instant): readonly Entry[] {
  const mails = trail.mails.flatMap((mail) => ofMail(mail, now));
  const told = new Set(mails.map(sameAsAudit));
  const acts = trail.audit.filter((line) => !told.has(sameAsMail(line))).map(ofAct);
  return [...acts, ...mails, ...ofAddress(trail)].toSorted((one, other) => other.on - one.on);
}

/** The audit log tells of each mail as well, without the server's words. */
const sameAsAudit = ({ on, userId, mail, kind }: Entry): string =>
  [on, userId, mail, MAIL_ACTS[kind]].join(" ");

const sameAsMail = ({ happenedOn, userId, detail, act }: AuditTrail): string =>
  [happenedOn, userId, detail, act].join(" ");

const MAIL_ACTS: Readonly<Partial<Record<EntryKind, string>>> = {
  "mail-put-off": "mail-retry",
  "mail-sent": "mail-sent",
  "mail-stopped": "mail-sent",
  "mail-refused": "mail-dead",
  "mail-held-back": "mail-dead",
  "mail-bounced": "mail-bounced",
  "mail-cancelled": "mail-cancelled",
  "mail-complained": "mail-complained",
};

const ofAct = ({ happenedOn: on, act, actor, detail, userId }: AuditTrail): Entry =>
  entry({ on, kind: "act", act, actor, detail, userId });

function ofMail(mail: MailTrail, now: Instant): readonly Entry[] {
  const { id: mailId, kind, userId, email, tries } = mail;
  const of = (told: Told): Entry => entry({ mailId, mail: kind, userId, email, ...told });
  return [
    of({ on: mail.createdOn, kind: "mail-asked" }),
    ...(mail.parkedOn === null ? [] : [of({ on: mail.parkedOn, kind: "mail-parked" })]),
    ...tries.map(({ on, state, answer, fault }) => of({ on, kind: AT_TRY[state], answer, fault })),
    ...ofEnd(mail).map(of),
    ...(mail.complainedOn === null ? [] : [of({ on: mail.complainedOn, kind: "mail-complained" })]),
    ...ofLink(mail, now).map(of),
  ];
}

const AT_TRY = { retry: "mail-put-off", sent: "mail-sent", dead: "mail-refused" } as const;

function ofEnd(mail: MailTrail): readonly Told[] {
  const { endedOn: on, state, answer, fault, isSilent } = mail;
  if (on === null) return [];
  if (isSilent) return [{ on, kind: "mail-stopped" }];
  if (state === "sent") return [{ on, kind: "mail-sent", answer }];
  if (state === "cancelled" && isWithheld(answer)) return [{ on, kind: "mail-withheld", answer }];
  if (state === "cancelled") return [{ on, kind: "mail-cancelled", answer }];
  const heldBack = readSuppressed(answer ?? "");
  if (heldBack !== undefined) return [{ on, kind: "mail-held-back", answer: heldBack, fault }];
  if (answer === NOT_IN_TIME) return [{ on, kind: "mail-given-up" }];
  const kind = mail.tries.at(-1)?.state === "sent" ? "mail-bounced" : "mail-refused";
  return [{ on, kind, answer, fault }];
}

function ofLink({ link }: MailTrail, now: Instant): readonly Told[] {
  if (link === null) return [];
  const { openings, endedOn, endedWhy, expiresOn, mintedOn, codeTries, passwordTries } = link;
  const tries = codeTries + passwordTries;
  return [
    ...openings.flatMap(openedOn),
    ...(tries === 0 || mintedOn === null
      ? []
      : [{ on: mintedOn, kind: "codes-tried", count: tries } as const]),
    ...(endedOn !== null && endedWhy === "used"
      ? [{ on: endedOn, kind: "link-used" } as const]
      : []),
    ...(endedOn === null && expiresOn !== null && expiresOn <= now
      ? [{ on: expiresOn, kind: "link-expired" } as const]
      : []),
  ];
}

/** When it was opened first, and when last, if it was opened more than once. */
function openedOn({ opener, firstOn, lastOn, count }: Openings): readonly Told[] {
  const kind = opener === "person" ? "opened-by-person" : "opened-by-machine";
  return count === 1
    ? [{ on: firstOn, kind }]
    : [
        { on: firstOn, kind },
        { on: lastOn, kind, count },
      ];
}

/** What belongs to the address, whoever has it. */
function ofAddress(trail: Trail): readonly Entry[] {
  const { suppression, stop, wrongPasswords } = trail;
  return [
    ...trail.withheld.map(({ lastOn: on, kind: mail, count, reason: detail }) =>
      entry({ on, kind: "mails-withheld", mail, count, detail }),
    ),
    ...trail.sessions.map(({ createdOn: on, browser, userId }) =>
      entry({ on, kind: "logged-in-since", browser, userId }),
    ),
    ...(suppression === null
      ? []
      : [entry({ on: suppression.since, kind: "suppressed", answer: suppression.answer })]),
    ...(stop === null ? [] : [entry({ on: stop.since, kind: "stopped" })]),
    ...(wrongPasswords === null
      ? []
      : [
          entry({
            on: wrongPasswords.forgetOn - WRONG_PASSWORDS_REMEMBERED,
            kind: "wrong-passwords",
            count: wrongPasswords.count,
          }),
        ]),
  ];
}

/** A row of wrong passwords is forgotten this long after the last one. */
const WRONG_PASSWORDS_REMEMBERED = limitDefaults.row.memory;
