// German texts of the pages of the console that only show something.

export const lists = {
  since: "{of}: von",
  until: "{of}: bis",
  dateHint: "Ein Datum wie 2026-11-22",
  dateFormat: "Geben Sie ein Datum wie 2026-11-22 ein",
  datesReversed: "Der letzte Tag liegt vor dem ersten",
  download: "Ab hier herunterladen",
  csv: "CSV",
  jsonl: "JSON Lines",
  inFiles:
    "Eine Datei hat höchstens {number} Zeilen. Gibt es mehr, steht in ihrem Namen nach „{next}“ eine ID. Geben Sie diese ein, um dort fortzufahren.",
  after: "Fortfahren nach der ID",
  goOn: "Fortfahren",
} as const;

export const audit = {
  title: "Protokoll",
  kept: "Einträge werden {duration} lang aufbewahrt und dann gelöscht.",
  keptForever: "Einträge werden für immer aufbewahrt.",
  act: "Vorgang",
  actHint: "Sein Name, etwa „confirmed“: Wählen Sie einen in der Liste",
  actor: "Wer",
  actorHint: "Etwa „user“, „operator:root“ oder „admin:…“",
  user: "Person",
  userHint: "Eine Adresse oder die ID einer Person, auch einer gelöschten",
  when: "Wann",
  detail: "Einzelheiten",
  none: "Solche Einträge gibt es nicht.",
  noneYet: "Unter den neuesten ist keiner. Ältere sind noch nicht durchgesehen.",
  openUser: "Diese Person in der Liste der Personen",
} as const;

/** The overview, beyond the mails. */
export const figures = {
  registrations: "Registrierungen",
  zone: "Tage beginnen in der Zeitzone {zone}. Personen, die die Administration bestätigt hat, sind nicht gezählt. Der Wert davor ist der des gleich langen Zeitraums unmittelbar davor.",
  incomplete: "Noch sind nicht alle gezählt.",
  span: "Zeitraum",
  spans: {
    "1": "Heute bis jetzt",
    "7": "Letzte 7 Tage",
    "30": "Letzte 30 Tage",
  },
  registered: "Registriert",
  confirmed: "Davon bestätigt",
  rate: "Quote",
  median: "Mittlere Zeit bis zur Bestätigung (Median)",
  nothing: "—",
  percent: "{number} %",
  compared: "{value} (davor: {before}, {change})",
  plain: "{value} (davor: {before})",
  up: "+{number} %",
  down: "−{number} %",
  upPoints: {
    one: "+{count} Punkt",
    other: "+{count} Punkte",
  },
  downPoints: {
    one: "−{count} Punkt",
    other: "−{count} Punkte",
  },
  unconfirmed: "Personen, die noch nicht bestätigt haben",
  fell: "{domain} ist von {before} auf {now} gefallen: Von denen, die sich in den letzten 7 Tagen registriert haben, bestätigen weniger innerhalb einer Stunde als in den 28 Tagen davor.",
  seeWho: "Ansehen, wer noch nicht bestätigt hat",
  see: "Mehr ansehen",
  alert:
    "Es werden viel mehr E-Mails an Fremde angefordert, als Personen bestätigen. Das Formular zur Registrierung verlangt deshalb von Browsern einen Rechennachweis.",
  holding:
    "E-Mails an Fremde werden zurückgehalten, weil viel mehr angefordert werden, als Personen bestätigen. Jede Bestätigung macht Platz für weitere.",
} as const;

export const system = {
  title: "System",
  version: "Version von Postern",
  baseUrl: "Adresse",
  zone: "Zeitzone",
  database: "Datenbank",
  databaseIs: "{engine}, {megabytes} MB",
  rows: "Zeilen, geschätzt",
  rowsAre: "{users} Personen, {mails} E-Mails, {audit} Einträge im Protokoll",
  unknown: "Unbekannt",
  migrations: "Migrationen",
  migrationsAre: "{count}, die neueste am {time}: {number}, {name}",
  keyMark: "Kennzeichen des Geheimnisses",
  keyMarkHint:
    "Vergleichen Sie es mit dem eines anderen Servers oder einer Kopie. Es öffnet nichts.",
  imported: "Importierte Passwörter",
  importedAre: "noch {number}",
  importedUntil: "noch {number}, gültig bis {date}",
  checks: "Prüfungen",
  fine: "Diesem Prozess ist nichts Falsches aufgefallen.",
  doctor:
    "Auf dem Server prüft „postern doctor“ viel mehr: den Rechner, das DNS und den Mailserver.",
  configuration: "Konfiguration",
  name: "Name",
  value: "Wert",
  from: "Herkunft",
  defaults: "Was auf dem Standardwert steht",
  rest: "Was hier fehlt, hat seinen Standardwert.",
} as const;
