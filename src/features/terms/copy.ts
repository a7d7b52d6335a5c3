// All texts for accepting the terms of a site.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Accept the terms",
    first: "To use your account, read the terms of this site and accept them.",
    changed: "The terms of this site have changed. To go on, read the new terms and accept them.",
    button: "Continue",
    /** What can be done without accepting. */
    otherwise: {
      title: "If you do not want to accept them",
      logOut: "Log out and decide later",
      data: "See your data and download it",
      deletion: "Delete your account",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "terms-accepted": "Accepted the terms",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
