// French texts of the pages of the console that only show something.

export const lists = {
  since: "Du",
  until: "Au",
  dateHint: "Une date comme 2026-11-22",
  dateFormat: "Saisissez une date comme 2026-11-22",
  datesReversed: "Le dernier jour précède le premier",
  download: "Télécharger à partir d’ici",
  csv: "CSV",
  jsonl: "JSON Lines",
  inFiles:
    "Un fichier a au plus {number} lignes. S’il y en a davantage, son nom contient un identifiant après « {next} ». Saisissez-le pour continuer à partir de là.",
  after: "Continuer après l’identifiant",
  goOn: "Continuer",
} as const;

export const audit = {
  title: "Journal d’audit",
  kept: "Les lignes sont conservées {duration}, puis supprimées.",
  keptForever: "Les lignes sont conservées sans limite de durée.",
  act: "Action",
  actHint: "Son nom, comme « confirmed » : choisissez-en une dans la liste",
  actor: "Par",
  actorHint: "Comme « user », « operator:root » ou « admin:… »",
  user: "Utilisateur",
  userHint: "Une adresse, ou l’identifiant d’une personne, même supprimée",
  when: "Quand",
  detail: "Détail",
  none: "Aucune ligne ne correspond.",
  noneYet: "Aucune parmi les plus récentes. Les plus anciennes n’ont pas encore été parcourues.",
  openUser: "Cette personne dans la liste des utilisateurs",
} as const;
