// German texts for the page with the user's own data.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Ihre Daten",
  intro:
    "Das haben wir über Sie gespeichert, das Neueste zuerst. Die Datei enthält alles auf einmal. Von Ihrem Passwort speichern wir nur einen Hash, aus dem es sich nicht ablesen lässt.",
  download: "Als JSON herunterladen",
  user: "Ihre Angaben",
  language: "Sprache",
  email: "E-Mail-Adresse",
  registered: "Registriert",
  registeredWith: "Registriert mit",
  confirmed: "Bestätigt",
  notYet: "Noch nicht",

  terms: { term: "Nutzungsbedingungen", accepted: "Fassung {version}, zugestimmt am {date}" },
  twoSteps: { term: "Anmeldung in zwei Schritten", on: "Eingeschaltet", off: "Ausgeschaltet" },
  codes: {
    term: "Wiederherstellungscodes",
    left: { one: "Noch 1 Code", other: "Noch {count} Codes" },
  },
  removal: {
    term: "Zweiter Schritt",
    asked: "Soll am {date} entfernt werden, verlangt am {asked}",
  },
  credentials: "Ihre Anmeldemöglichkeiten",
  added: "Hinzugefügt",
  lastUsed: "Zuletzt verwendet",
  neverUsed: "Noch nicht",
  browsers: "Gemerkte Browser",
  until: "Bis",
  sessions: "Sitzungen",
  session: "{browser}, von {client}",
  allSessions: "Alle Sitzungen",
  mails: "E-Mails an Sie",
  newestMails: "Neueste E-Mails",
  olderMails: "Ältere E-Mails",
  acts: "Was geschehen ist",
  newestActs: "Neueste Vorgänge",
  olderActs: "Ältere Vorgänge",
  when: "Wann",
  what: "Was",
  where: "Wo",
  state: "Status",
  by: "Wer",
  back: "Zurück zum Profil",
  statesOfMails: {
    queued: "Wartet auf den Versand",
    sending: "Wird gesendet",
    retry: "Wartet auf einen neuen Versuch",
    sent: "Gesendet",
    dead: "Nicht zugestellt",
    cancelled: "Nicht gesendet",
  },
  namesOfActors: {
    user: "Sie",
    visitor: "Jemand ohne Anmeldung",
    "mailbox-owner": "Jemand, der Ihr Postfach liest",
    system: "Diese Website",
  },
  operator: "Der Betreiber dieser Website",
  onProfile: {
    term: "Ihre Daten",
    value: "Alles, was wir über Sie gespeichert haben",
    action: { text: "Abrufen", hiddenText: "(Ihre Daten)" },
  },
});
