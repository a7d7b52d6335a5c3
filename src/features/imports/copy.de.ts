// German texts for what imports leave in the audit log.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    imported: "Konto aus einem anderen System übernommen",
    "imported-password-added": "Passwort aus einem anderen System übernommen",
    "import-replaced":
      "Beim Umzug aus einem anderen System zugunsten eines anderen Kontos mit derselben Adresse entfernt",
  },
});
