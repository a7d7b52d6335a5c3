// The texts of the pages for the site's staff.

import { catalogue } from "../../domain/catalogue.ts";
import { bulk } from "./bulk-copy.ts";
import { audit, figures, lists, system } from "./reading-copy.ts";

export const copy = catalogue({
  en: {
    onProfile: {
      term: "Console",
      value: "Pages for the staff of this site",
      action: { text: "Open", hiddenText: "the console" },
    },
    figure: "{number}",
    /** A number that was counted no further. */
    orMore: "{number} or more",
    audit,
    bulk,
    figures,
    system,
    lists,
    overview: {
      title: "Overview",
      /** A copy of a site, which sends nothing until somebody says that it may. */
      sendingHeld:
        "This site sends no mail and no events: its database last served another address, so it may be a copy. Whoever runs it decides with the command “postern mail release”.",
      heldBy:
        "No mail and no event goes out: {actor} has held them since {since}. Reason: {reason}",
      serverRefuses: "The mail server has accepted no mail since {since}. Its last words: {answer}",
      /** A campaign that asks imported people to confirm. */
      campaign: {
        running: "Imported people are being asked by mail to confirm their addresses.",
        stopped: "Asking imported people to confirm has been stopped by an operator.",
        halted:
          "Asking imported people to confirm has stopped by itself, because too many mails came back.",
      },
      waiting: "Mails waiting",
      waitingSince: "{count}, the oldest since {since}",
      parked: "First mails to strangers, held for lack of credit",
      failed: "Mails that failed in the last 24 hours",
    },
    users: {
      title: "Users",
      search: "Address or id",
      searchHint: "How the address begins, or a whole id",
      find: "Find",
      filter: "Filter",
      any: "Any",
      address: "Address",
      state: "State",
      role: "Role",
      domain: "Domain",
      registered: "Registered",
      confirmed: "Confirmed",
      none: "There are no such users.",
      noneYet: "None among the newest of these. Older ones have not been looked at yet.",
      via: "Confirmed by",
      factor: "Second factor",
      mail: "Mail",
      vias: {
        link: "Link",
        code: "Code",
        reset: "Password reset",
        admin: "Staff",
        import: "Import",
      },
      factors: { yes: "Has one", no: "Has none" },
      mails: { suppressed: "Address suppressed" },
      states: {
        unconfirmed: "Unconfirmed",
        confirmed: "Confirmed",
        disabled: "Disabled",
        deleting: "To be deleted",
      },
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
