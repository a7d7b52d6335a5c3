// German texts of the pages for the site's staff.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { bulk } from "./bulk-copy.de.ts";
import { audit, figures, lists, system } from "./reading-copy.de.ts";

export const words = translation<typeof copy>()({
  onProfile: {
    term: "Konsole",
    value: "Seiten für das Team dieser Website",
    action: { text: "Öffnen", hiddenText: "(Konsole)" },
  },
  figure: "{number}",
  orMore: "{number} oder mehr",
  audit,
  bulk,
  figures,
  system,
  lists,
  overview: {
    title: "Übersicht",
    sendingHeld:
      "Diese Website verschickt keine E-Mails und keine Ereignisse: Ihre Datenbank gehörte zuletzt zu einer anderen Adresse und ist vielleicht eine Kopie. Wer sie betreibt, entscheidet mit dem Befehl „postern mail release“.",
    heldBy:
      "Es gehen keine E-Mails und keine Ereignisse hinaus: {actor} hält sie seit dem {since} zurück. Grund: {reason}",
    serverRefuses:
      "Der Mailserver nimmt seit dem {since} keine E-Mails an. Seine letzten Worte: {answer}",
    campaign: {
      running: "Übernommene Personen werden per E-Mail gebeten, ihre Adressen zu bestätigen.",
      stopped: "Die Bitten an übernommene Personen, ihre Adressen zu bestätigen, sind angehalten.",
      halted:
        "Die Bitten an übernommene Personen, ihre Adressen zu bestätigen, wurden automatisch angehalten, weil zu viele E-Mails zurückkamen.",
    },
    waiting: "Wartende E-Mails",
    waitingSince: "{count}, die älteste seit dem {since}",
    parked: "Erste E-Mails an Fremde, die auf Guthaben warten",
    failed: "Gescheiterte E-Mails der letzten 24 Stunden",
  },
  users: {
    title: "Personen",
    search: "Adresse oder ID",
    searchHint: "Der Anfang der Adresse oder eine ganze ID",
    find: "Suchen",
    filter: "Filtern",
    any: "Alle",
    address: "Adresse",
    state: "Status",
    role: "Rolle",
    domain: "Domain",
    registered: "Registriert",
    confirmed: "Bestätigt",
    none: "Solche Personen gibt es nicht.",
    noneYet: "Unter den neuesten ist keine. Ältere sind noch nicht durchgesehen.",
    via: "Bestätigt durch",
    factor: "Zweiter Faktor",
    mail: "E-Mail",
    vias: {
      link: "Link",
      code: "Code",
      reset: "Zurücksetzen des Passworts",
      admin: "Team",
      import: "Import",
    },
    factors: { yes: "Vorhanden", no: "Nicht vorhanden" },
    mails: { suppressed: "Adresse gesperrt" },
    states: {
      unconfirmed: "Unbestätigt",
      confirmed: "Bestätigt",
      disabled: "Gesperrt",
      deleting: "Wird gelöscht",
    },
  },
});
