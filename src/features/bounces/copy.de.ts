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
  suppressions: {
    title: "Gesperrte Adressen",
    text: "Diese Adressen bekommen vorerst keine E-Mails, weil eine E-Mail an sie zurückkam oder als Spam gemeldet wurde.",
    address: "Adresse",
    find: "Suchen",
    since: "Seit",
    why: "Warum",
    whys: { bounce: "Zurückgekommen", complaint: "Als Spam gemeldet" },
    act: "Was Sie tun können",
    mail: "Die E-Mail",
    none: "Keine Adresse ist gesperrt.",
    notThis: "Diese Adresse ist nicht gesperrt.",
    lift: {
      title: "E-Mails an {email} wieder zulassen",
      text: "Die nächste E-Mail an diese Adresse wird gesendet. Inzwischen gescheiterte E-Mails bleiben, wie sie sind: Senden Sie sie danach erneut.",
      button: "E-Mails wieder zulassen",
      short: "Wieder zulassen",
    },
    over: "Diese Adresse ist nicht mehr gesperrt.",
  },
});
