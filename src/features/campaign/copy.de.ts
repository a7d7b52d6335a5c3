// German texts for asking imported people to confirm.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "Ihr Konto ist umgezogen: Bestätigen Sie Ihre E-Mail-Adresse",
    preheader: "Der Link gilt bis zum {until}.",
    cause:
      "Am {date} wurde mit dieser Adresse ein Konto angelegt. Es ist jetzt in die neue Anmeldung von {app} umgezogen.",
    ask: "Die Adresse wurde nie bestätigt. Bitte bestätigen Sie, dass sie Ihnen gehört.",
    button: "Adresse bestätigen",
    linkLives: "Der Link gilt bis zum {until}.",
    otherwise: "Wenn Sie nichts tun, ändert sich nichts.",
    notMe: "Nicht Ihr Konto? Konto löschen",
    notMeCode: "Die Seite zum Löschen fragt nach diesem Code",
    reason: "Sie haben diese E-Mail erhalten, weil mit dieser Adresse ein Konto angelegt wurde.",
  },
  auditActs: {
    "campaign-started": "Übernommene Personen werden um Bestätigung ihrer Adressen gebeten",
    "campaign-stopped": "Bitten um Bestätigung übernommener Adressen angehalten",
    "campaign-resumed": "Bitten um Bestätigung übernommener Adressen fortgesetzt",
    "campaign-halted":
      "Bitten um Bestätigung übernommener Adressen angehalten: zu viele E-Mails kamen zurück",
    "campaign-finished": "Bitten um Bestätigung übernommener Adressen beendet",
    "campaign-mailed": "Nach dem Umzug per E-Mail um Bestätigung der Adresse gebeten",
  },
  mailNames: { "confirm-moved": "Bestätigung Ihrer Adresse nach dem Umzug Ihres Kontos" },
});
