// German texts for what operators do.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "user-created": "Konto angelegt",
    "admin-created": "Administratorkonto angelegt",
    promoted: "Administratorrechte erteilt",
    demoted: "Administratorrechte entzogen",
    disabled: "Konto gesperrt",
    enabled: "Sperre des Kontos aufgehoben",
    "mail-retried": "Versand der E-Mail erneut versucht",
    "suppression-lifted": "E-Mails an die Adresse wieder zugelassen",
  },
});
