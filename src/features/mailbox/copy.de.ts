// German texts for the development mailbox.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Postfach für die Entwicklung",
  intro:
    "Hier werden E-Mails abgelegt, statt gesendet zu werden. Diese Seite gibt es nur während der Entwicklung.",
  empty: "Noch keine E-Mails. Registrieren Sie sich, dann ist die E-Mail kurz darauf hier.",
  register: "Konto anlegen",
  to: "An",
  sent: "Gesendet",
  kind: "Art",
  code: "Code",
  links: "Links in dieser E-Mail",
  asHtml: "Wie E-Mail-Programme sie anzeigen",
  asText: "Als reiner Text",
  back: "Alle E-Mails",
  refresh: "Noch einmal nachsehen",
  previews: {
    title: "E-Mail-Vorschau",
    intro:
      "Jede E-Mail dieser Website mit Beispieldaten. Diese Seite gibt es nur in der Entwicklung.",
    subject: "Betreff:",
    light: "Hell",
    dark: "Dunkel",
    phone: "Auf dem Smartphone",
    text: "Als reiner Text",
    back: "Alle Vorschauen",
  },
  wrongHost: {
    title: "Unter diesem Namen wird das Postfach nicht angezeigt",
    text: "Wer es liest, bekommt Zugang zu Konten. Deshalb ist es nur unter dem Namen der Basis-URL und unter localhost erreichbar. Öffnen Sie es dort:",
  },
});
