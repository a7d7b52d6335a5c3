// German texts for mails that came back.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  wrongSecret: {
    title: "Diese Adresse ist für Mailserver bestimmt",
    text: "Meldungen über zurückgekommene E-Mails werden nur zusammen mit dem dafür festgelegten Geheimnis angenommen.",
  },
  auditActs: {
    "mail-bounced": "E-Mail zurückgekommen",
    "mail-complained": "E-Mail als Spam gemeldet",
  },
});
