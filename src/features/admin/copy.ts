// What operators do, in words for the affected users.

import { catalogue } from "../../domain/catalogue.ts";
import { userPages } from "./user-copy.ts";
import { why } from "./why-copy.ts";

export const copy = catalogue({
  en: {
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "factor-shown": "Second factor shown on the command line",
      "factors-removed": "Second factors and passkeys removed",
      "user-created": "Account created",
      "admin-created": "Admin account created",
      promoted: "Made an admin",
      demoted: "No longer an admin",
      "role-added": "Role added",
      "role-removed": "Role removed",
      disabled: "Account suspended",
      enabled: "Account no longer suspended",
      "looked-at": "Looked at by the staff of the site",
      exported: "File about users exported by the staff of the site",
      "mail-retried": "Mail tried again",
      "suppression-lifted": "Mail to the address allowed again",
    },
    userPages,
    notices: { "staff-acted": "Done, and noted in the audit log." },
    why,
    mailNames: { "factors-removed": "Second factors removed" },
    factorsRemoved: {
      subject: "Your second factors were removed",
      preheader: "An administrator removed them on {time}.",
      text: "On {time}, an administrator removed the second factors and passkeys of your account. You log in with your password, and can set them up again.",
      reason: "You received this email because your account can be used in another way now.",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
