// What operators do, as the users it was done to read it.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    /** Acts of the audit log, as the page with one's own data names them. */
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
});
