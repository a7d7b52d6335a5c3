// Every sentence of the page with one's own data. A translation is another value of this type.

import type { MailKind, MailState } from "../../domain/mail.ts";

/** What each mail was about, as its reader knew it. */
const kindsOfMails: Readonly<Record<MailKind, string>> = {
  confirm: "Confirm your address",
  "confirm-again": "Confirm your address, sent again",
  "already-registered": "You already have an account",
  reset: "Choose a new password",
  "reset-no-user": "No account to reset",
  "reset-disabled": "Your account is suspended",
  "password-changed": "Your password was changed",
  "new-device": "New login",
  "password-paused": "Wrong passwords",
  "change-email": "Confirm your new address",
  "address-in-use": "Your address is in use",
  "address-reserved": "Your address was moved away from its account",
  "change-requested": "Your address is about to change",
  "email-changed": "Your address was changed",
  "change-undone": "The change of your address was undone",
  deletion: "Your account will be deleted",
  deleted: "Your account is deleted",
  "mail-trouble": "Mail is not going out",
};

const statesOfMails: Readonly<Record<MailState, string>> = {
  queued: "Waiting to be sent",
  sending: "Being sent",
  retry: "Waiting for another try",
  sent: "Sent",
  dead: "Could not be delivered",
  cancelled: "Not sent",
};

const namesOfActors: Readonly<Record<string, string>> = {
  user: "You",
  visitor: "A visitor",
  "mailbox-owner": "Whoever reads your mailbox",
  system: "This site",
};

export const copy = {
  title: "Your data",
  intro:
    "This is what we keep about you, the newest first; the file has all of it at once. Your password is kept as a hash that nobody can read.",
  download: "Download as JSON",
  user: "You",
  email: "Email address",
  registered: "Registered",
  registeredWith: "Registered with",
  confirmed: "Confirmed",
  notYet: "Not yet",
  sessions: "Sessions",
  session: (browser: string, client: string) => `${browser}, from ${client}`,
  allSessions: "All sessions",
  mails: "Mails to you",
  mailsInAList: "mails",
  acts: "What was done",
  actsInAList: "acts",
  when: "When",
  what: "What",
  where: "Where",
  state: "State",
  by: "By",
  back: "Back to your profile",
  kindsOfMails,
  statesOfMails,
  namesOfActors,
  /** Operators stay unnamed here: who runs the command line is not the reader's business. */
  operator: "An operator of this site",
} as const;

/** The feature's row of the profile page. */
export const onProfile = {
  term: "Your data",
  value: "Everything we keep about you",
  action: { href: "/profile/data", text: "See and download", hiddenText: "your data" },
} as const;
