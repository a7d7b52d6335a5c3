// What imports leave in the audit log, in words for the users.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    auditActs: {
      imported: "Account moved here from another system",
      "imported-password-added": "Password brought along from another system",
      "import-replaced":
        "Removed in favor of another account with the same address, in a move from another system",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
