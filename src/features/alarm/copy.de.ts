// German texts for telling operators that mail is in trouble.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "E-Mails konnten nicht gesendet werden",
    preheader: "Was passiert ist und was Sie prüfen sollten.",
    text: {
      one: "Seit dem {since} konnte {appName} keine E-Mails senden. Als das bemerkt wurde, wartete 1 E-Mail. Nichts geht verloren: Die E-Mail wird gesendet, sobald der Versand wieder funktioniert.",
      other:
        "Seit dem {since} konnte {appName} keine E-Mails senden. Als das bemerkt wurde, warteten {count} E-Mails. Nichts geht verloren: Die E-Mails werden gesendet, sobald der Versand wieder funktioniert.",
    },
    refused:
      "Seit dem {since} lehnen Mailserver E-Mails von {appName} wegen des Absenders oder wegen einer Richtlinie ab. Nur Sie können das beheben: Die Ursache liegt beim E-Mail-Konto, bei der Domain oder beim Ruf der Website, nicht bei den Adressen.",
    refusedBy: {
      one: "{domain}, 1 E-Mail: {answer}",
      other: "{domain}, {count} E-Mails: {answer}",
    },
    strangers: {
      subject: "Ungewöhnlich viele Registrierungen",
      preheader: "Was gerade geschieht und was Sie prüfen sollten.",
      text: {
        one: "Seit dem {since} registrieren sich bei {appName} viel mehr Menschen, als ihre Adresse bestätigen. Als das bemerkt wurde, wartete 1 E-Mail an jemanden, der noch nie eine Adresse bestätigt hat. Womöglich nutzt jemand die Website, um Fremden E-Mails zu senden.",
        other:
          "Seit dem {since} registrieren sich bei {appName} viel mehr Menschen, als ihre Adresse bestätigen. Als das bemerkt wurde, warteten {count} E-Mails an Menschen, die noch nie eine Adresse bestätigt haben. Womöglich nutzt jemand die Website, um Fremden E-Mails zu senden.",
      },
      lasts:
        "Um diese E-Mails müssen Sie sich nicht kümmern: Wer auf der Seite bleibt, erhält die E-Mail zuerst. Was innerhalb von drei Stunden nicht gesendet werden kann, wird zurückgehalten. E-Mails zum Zurücksetzen des Passworts warten nicht, wenn die Adresse bestätigt ist.",
      look: "Den Verlauf Stunde für Stunde zeigt dieser Befehl",
    },
    answer: "Der Mailserver meldete: {answer}",
    listWaiting: "Welche E-Mails warten, zeigt dieser Befehl",
    findCause: "Was nicht stimmt, zeigt dieser Befehl",
    again: "Solange das anhält, erhalten Sie diese E-Mail einmal am Tag.",
    reason:
      "Sie haben diese E-Mail erhalten, weil diese Adresse in den Einstellungen der Website als Adresse des Betreibers eingetragen ist.",
  },
  auditActs: {
    "mail-trouble": "Störung beim Versand von E-Mails gemeldet",
    "mails-refused": "Ablehnung von E-Mails dieser Website durch Mailserver gemeldet",
    "first-contacts-held": "Wartende E-Mails an Fremde gemeldet",
    "sending-released": "Versand von E-Mails und Ereignissen freigegeben",
    "secret-accepted": "Anderes Geheimnis angenommen",
  },
  mailNames: {
    "mail-trouble": "Störung beim Versand von E-Mails",
  },
});
