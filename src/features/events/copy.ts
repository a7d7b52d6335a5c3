// What an operator did about events, in words.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "events-retried": "Events told again",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
