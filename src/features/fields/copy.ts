// All texts for the extra fields of a site on the profile.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Your details",
    button: "Save",
    back: "Back to your profile",
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "fields-changed": "Changed your details",
    },
    /** Shown once, on the next page. */
    notices: {
      "fields-changed": "Your details are saved.",
    },
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Your details",
      empty: "Not filled in yet",
      yes: "Yes",
      action: { text: "Change", hiddenText: "your details" },
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
