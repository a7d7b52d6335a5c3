// German texts for what operators do.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { userPages } from "./user-copy.de.ts";
import { why } from "./why-copy.de.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "factor-shown": "Zweiter Faktor auf der Kommandozeile gezeigt",
    "factors-removed": "Zweite Faktoren und Passkeys entfernt",
    "user-created": "Konto angelegt",
    "admin-created": "Administratorkonto angelegt",
    promoted: "Administratorrechte erteilt",
    demoted: "Administratorrechte entzogen",
    "role-added": "Rolle erteilt",
    "role-removed": "Rolle entzogen",
    disabled: "Konto gesperrt",
    enabled: "Sperre des Kontos aufgehoben",
    "looked-at": "Von der Administration angesehen",
    exported: "Datei über Personen von der Administration exportiert",
    "mail-retried": "Versand der E-Mail erneut versucht",
    "suppression-lifted": "E-Mails an die Adresse wieder zugelassen",
  },
  userPages,
  notices: { "staff-acted": "Erledigt und im Protokoll vermerkt." },
  why,
  mailNames: { "factors-removed": "Zweite Faktoren entfernt" },
  factorsRemoved: {
    subject: "Ihre zweiten Faktoren wurden entfernt",
    preheader: "Die Administration hat sie am {time} entfernt.",
    text: "Am {time} hat die Administration die zweiten Faktoren und Passkeys Ihres Kontos entfernt. Sie melden sich mit Ihrem Passwort an und können sie neu einrichten.",
    reason:
      "Sie haben diese E-Mail erhalten, weil sich die Anmeldung bei Ihrem Konto geändert hat.",
  },
});
