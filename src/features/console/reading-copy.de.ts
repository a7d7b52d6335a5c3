// German texts of the pages of the console that only show something.

export const lists = {
  since: "Von",
  until: "Bis",
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
  actor: "Durch",
  actorHint: "Etwa „user“, „operator:root“ oder „admin:…“",
  user: "Person",
  userHint: "Eine Adresse oder die ID einer Person, auch einer gelöschten",
  when: "Wann",
  detail: "Einzelheiten",
  none: "Solche Einträge gibt es nicht.",
  noneYet: "Unter den neuesten ist keiner. Ältere sind noch nicht durchgesehen.",
  openUser: "Diese Person in der Liste der Personen",
} as const;
