// French texts for mails that came back.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  wrongSecret: {
    title: "Cette adresse est réservée aux serveurs de messagerie",
    text: "Les avis de retour d’emails ne sont acceptés qu’avec le secret prévu à cet effet.",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "mail-bounced": "Retour d’un email",
    "mail-complained": "Email signalé comme indésirable",
  },
});
