// German texts for what happened to a mail.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { pages } from "./page-copy.de.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "mail-sent": "E-Mail gesendet",
    "mail-dead": "E-Mail nicht zugestellt",
    "mail-cancelled": "E-Mail nicht gesendet",
    "mail-retry": "E-Mail bis zum nächsten Versuch zurückgestellt",
    "sending-held": "Alle E-Mails und Ereignisse zurückgehalten",
    "sending-resumed": "Zurückgehaltene E-Mails und Ereignisse freigegeben",
  },
  pages,
});
