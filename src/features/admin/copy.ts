// What operators do, in words for the affected users.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "user-created": "Account created",
      "admin-created": "Admin account created",
      promoted: "Made an admin",
      demoted: "No longer an admin",
      disabled: "Account suspended",
      enabled: "Account no longer suspended",
      "mail-retried": "Mail tried again",
      "suppression-lifted": "Mail to the address allowed again",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
