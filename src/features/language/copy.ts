// All texts for choosing a language. The names of languages are not here: each is in its own language.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Your language",
    label: "Language",
    hint: "For your emails, and for this site wherever you log in.",
    button: "Save",
    back: "Back to your profile",
    unknown: "Choose a language from the list",
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "language-chosen": "Language chosen",
    },
    /** Shown once, on the next page. */
    notices: {
      "language-chosen": "Your language is saved.",
    },
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Language",
      none: "Not chosen yet",
      action: { text: "Change", hiddenText: "your language" },
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
