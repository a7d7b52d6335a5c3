// All texts for the page with the user's own data.

import { catalogue } from "../../domain/catalogue.ts";
import type { MailState } from "../../domain/mail.ts";

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

export const copy = catalogue({
  en: {
    title: "Your data",
    intro:
      "This is what we keep about you, the newest first; the file has all of it at once. Your password is kept as a hash that nobody can read.",
    download: "Download as JSON",
    user: "You",
    email: "Email address",
    registered: "Registered",
    registeredWith: "Registered with",
    language: "Language",
    confirmed: "Confirmed",
    notYet: "Not yet",

    terms: { term: "Accepted terms", accepted: "Version {version}, on {date}" },
    twoSteps: { term: "Two-step login", on: "On", off: "Off" },
    codes: { term: "Recovery codes", left: { one: "1 code left", other: "{count} codes left" } },
    removal: { term: "Second step", asked: "Asked for on {asked} to be removed, on {date}" },
    credentials: "Ways to log in",
    added: "Added",
    lastUsed: "Last used",
    neverUsed: "Not yet",
    browsers: "Remembered browsers",
    until: "Until",
    sessions: "Sessions",
    session: "{browser}, from {client}",
    allSessions: "All sessions",
    mails: "Mails to you",
    newestMails: "Newest mails",
    olderMails: "Older mails",
    acts: "What was done",
    newestActs: "Newest acts",
    olderActs: "Older acts",
    when: "When",
    what: "What",
    where: "Where",
    state: "State",
    by: "By",
    back: "Back to your profile",
    statesOfMails,
    namesOfActors,
    /** Operators are not named here: who runs the command line does not concern the reader. */
    operator: "An operator of this site",
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Your data",
      value: "Everything we keep about you",
      action: { text: "See and download", hiddenText: "your data" },
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
