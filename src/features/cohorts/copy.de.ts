// German texts of the cohort analysis.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "cohort-mark-added": "Änderung in den Kohorten vermerkt",
    "cohort-mark-removed": "Vermerk aus den Kohorten entfernt",
  },
  numbers: {
    figure: "{number}",
    seconds: "{number} s",
    minutes: "{number} min",
    hours: "{number} Std.",
    days: "{number} T.",
    upTo: "bis {to}",
    fromTo: "{from} bis {to}",
    moreThan: "mehr als {from}",
    shareOf: "{share} · {number}",
  },
  groups: {
    otherDomains: "Andere Domains",
    removed: "Gelöschte Personen",
    notConfirmed: "Nicht bestätigt",
    noLanguage: "Keine gewählt",
    noSource: "Unbekannt",
    link: "Link",
    code: "Code",
    reset: "Neues Passwort",
    admin: "Betreiber",
    import: "Importiert",
  },
  heads: {
    day: "Tag",
    week: "Woche ab",
    month: "Monat",
    registered: "Registriert",
    confirmed: "Bestätigt",
    share: "Anteil",
    median: "Median",
    half: "Bis zur Hälfte",
    took: "Dauer",
    people: "Personen",
    step: "Schritt",
  },
  pictures: {
    heading: "Wer sich registriert, wer bestätigt und wie schnell",
    summary:
      "Von {registered} Registrierten haben {confirmed} bestätigt: {hour} innerhalb einer Stunde, {day} innerhalb eines Tages, {week} innerhalb einer Woche, {ever} insgesamt.",
    zone: {
      day: "Tage vom {since} bis zum {until}, wie sie in der Zeitzone {zone} beginnen.",
      week: "Wochen ab Montag vom {since} bis zum {until}, wie sie in der Zeitzone {zone} beginnen.",
      month: "Monate vom {since} bis zum {until}, wie sie in der Zeitzone {zone} beginnen.",
    },
    soFar:
      "… heißt bisher: Es können sich noch Personen registrieren, oder einige haben noch Zeit zu bestätigen.",
    picture: "{title}: das Diagramm",
    mark: "{number}: {day} {text}",
    table: "{title}: die Zahlen",
    ages: {
      title: "Bestätigt nach Alter",
      description:
        "Ein Dreieck aus Kohorten und ihrem Alter: der Anteil, der bis zu jedem Alter bestätigt hatte. Je dunkler, desto mehr; Bisheriges ist schraffiert.",
      over: {
        day: "Tage nach der Registrierung",
        week: "Wochen nach der Registrierung",
        month: "Monate von 30 Tagen nach der Registrierung",
      },
      head: { day: "{number} T.", week: "{number} Wo.", month: "{number} Mon." },
      legend: "Prozent der Registrierten",
      hatched: "bisher",
    },
    shares: {
      title: "Anteil der Bestätigten im Lauf der Zeit",
      description:
        "Nach der Zeit der Registrierung, gepunktet, soweit es bisherige Zahlen sind. Über alle Kohorten haben {hour} innerhalb einer Stunde bestätigt, {day} innerhalb eines Tages und {ever} insgesamt.",
      hour: "in 1 Stunde",
      day: "in 24 Stunden",
      week: "in 7 Tagen",
      ever: "insgesamt",
    },
    times: {
      title: "Zeit bis zur Bestätigung",
      description:
        "Wie viele der {confirmed}, die bestätigt haben, wie lange gebraucht haben. Jede Stufe ist etwa doppelt so lang wie die vorige. Bis die Hälfte aller Registrierten bestätigt hatte: {half}.",
      half: "Hälfte aller",
      untilHalf: "Bis die Hälfte aller bestätigt hatte",
    },
    funnel: {
      title: "Von der Registrierung zur Rückkehr",
      description:
        "Für wie viele Registrierte eine E-Mail an einen Mailserver übergeben wurde, wie viele sie geöffnet, bestätigt und sich wieder angemeldet haben.",
      handedOver: "E-Mail übergeben",
      opened: "E-Mail geöffnet",
      loggedInAgain: "Wieder angemeldet",
      note: "Manche öffnen die E-Mail unbemerkt, diese Zahl ist also eine Untergrenze. Eine Anmeldung zählt bis 90 Tage nach der Registrierung.",
    },
    campaign: {
      title: "Die Kampagne unter übernommenen Personen",
      description:
        "Wie vielen der Personen, die die Kampagne vom {day} ausgewählt hat, eine E-Mail übergeben wurde, wie viele sie geöffnet und bestätigt haben, und wessen E-Mails zurückkamen.",
      picked: "Ausgewählt",
      bounced: "Zurückgekommen",
      skipped: "Übersprungen",
      left: "Noch offen",
      note: "Übersprungen sind Adressen, an die keine E-Mail gehen darf. Eine Person wird vier Wochen lang beobachtet.",
    },
    domain: { title: "Nach Maildomain", head: "Domain" },
    resends: { title: "Nach erneut angeforderten E-Mails", head: "Angefordert" },
    way: { title: "Nach Weg der Bestätigung", head: "Weg" },
    language: { title: "Nach Sprache", head: "Sprache" },
    source: { title: "Nach Herkunft", head: "Herkunft" },
    ofEach: "Wie viele sich in jeder Gruppe registriert haben, und welcher Anteil bestätigt hat.",
    ofAll: "Wie viele auf jedem Weg bestätigt haben, als Anteil aller Registrierten.",
    smallDomains: "Domains mit weniger als 20 Personen sind zusammengefasst.",
    largest: "Die {shown} größten von {all}.",
  },
  page: {
    title: "Kohorten",
    by: "Kohorten nach",
    units: { day: "Tag", week: "Woche", month: "Monat" },
    zone: "Zeitzone",
    zoneHint: "Zum Beispiel Europe/Berlin",
    since: "Seit",
    imported: "Importierte",
    notCounted: "Nicht gezählt",
    counted: "Mitgezählt",
    show: "Anzeigen",
    excluded:
      "Nicht gezählt: {number} Personen, die importiert oder von einem Betreiber bestätigt wurden. Sie haben nichts nachgewiesen.",
    included: "Importierte Personen und solche, die ein Betreiber bestätigt hat, sind mitgezählt.",
    deleted: "Inzwischen gelöschte Personen sind weiter mitgezählt.",
    counting: "Gerade werden alle neu gezählt, deshalb fehlen hier noch Personen.",
    nobody: "In dieser Zeit hat sich niemand registriert.",
    byWrong: "Wählen Sie Tag, Woche oder Monat.",
    zoneWrong: "„{zone}“ ist keine Zeitzone. Geben Sie einen Namen wie Europe/Berlin an.",
    sinceWrong: "Geben Sie einen Tag an, der nicht in der Zukunft liegt, zum Beispiel 2026-11-01.",
    sinceFar:
      "Das sind mehr als {most} Kohorten. Geben Sie einen späteren Tag an, oder wählen Sie Wochen oder Monate.",
  },
});
