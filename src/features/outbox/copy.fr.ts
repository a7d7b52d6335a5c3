// What happened to a mail, in French words for its reader.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { pages } from "./page-copy.fr.ts";

export const words = translation<typeof copy>()({
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "mail-sent": "Envoi d’un email",
    "mail-dead": "Échec de la distribution d’un email",
    "mail-cancelled": "Abandon de l’envoi d’un email",
    "mail-retry": "Report de l’envoi d’un email, avec un nouvel essai prévu",
    "sending-held": "Emails et événements tous retenus",
    "sending-resumed": "Emails et événements retenus libérés",
  },
  pages,
});
