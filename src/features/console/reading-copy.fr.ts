// French texts of the pages of the console that only show something.

export const lists = {
  since: "{of} : du",
  until: "{of} : au",
  dateHint: "Une date comme 2026-11-22",
  dateFormat: "Saisissez une date comme 2026-11-22",
  datesReversed: "Le dernier jour précède le premier",
  download: "Télécharger à partir d’ici",
  csv: "CSV",
  jsonl: "JSON Lines",
  inFiles:
    "Un fichier a au plus {number} lignes. S’il y en a davantage, son nom contient un identifiant après « {next} ». Saisissez-le pour continuer à partir de là.",
  after: "Continuer après l’identifiant",
  goOn: "Continuer",
} as const;

export const audit = {
  title: "Journal d’audit",
  kept: "Les lignes sont conservées {duration}, puis supprimées.",
  keptForever: "Les lignes sont conservées sans limite de durée.",
  act: "Action",
  actHint: "Son nom, comme « confirmed » : choisissez-en une dans la liste",
  actor: "Par",
  actorHint: "Comme « user », « operator:root » ou « admin:… »",
  user: "Utilisateur",
  userHint: "Une adresse, ou l’identifiant d’une personne, même supprimée",
  when: "Quand",
  detail: "Détail",
  none: "Aucune ligne ne correspond.",
  noneYet: "Aucune parmi les plus récentes. Les plus anciennes n’ont pas encore été parcourues.",
  openUser: "Cette personne dans la liste des utilisateurs",
} as const;

/** The overview, beyond the mails. */
export const figures = {
  registrations: "Inscriptions",
  zone: "Les jours commencent dans le fuseau horaire {zone}. Les personnes confirmées par l’équipe ne sont pas comptées. La valeur d’avant est celle de la période de même durée qui précède.",
  incomplete: "Tout le monde n’est pas encore compté.",
  span: "Période",
  spans: {
    "1": "Aujourd’hui, jusqu’ici",
    "7": "7 derniers jours",
    "30": "30 derniers jours",
  },
  registered: "Inscrits",
  confirmed: "Dont confirmés",
  rate: "Taux",
  median: "Délai médian de confirmation",
  nothing: "—",
  percent: "{number} %",
  compared: "{value} (avant : {before}, {change})",
  plain: "{value} (avant : {before})",
  up: "+{number} %",
  down: "−{number} %",
  upPoints: {
    one: "+{count} point",
    many: "+{count} points",
    other: "+{count} points",
  },
  downPoints: {
    one: "−{count} point",
    many: "−{count} points",
    other: "−{count} points",
  },
  unconfirmed: "Personnes qui n’ont pas confirmé",
  fell: "{domain} est passé de {before} à {now} : parmi les inscrits des 7 derniers jours, moins de personnes confirment en une heure que pendant les 28 jours précédents.",
  seeWho: "Voir qui n’a pas confirmé",
  see: "En voir plus",
  alert:
    "Bien plus d’emails à des inconnus sont demandés qu’il n’y a de confirmations : le formulaire d’inscription exige donc une preuve de travail des navigateurs.",
  holding:
    "Les emails à des inconnus sont retenus, car il en est demandé bien plus qu’il n’y a de confirmations. Chaque confirmation libère de la place.",
} as const;

export const system = {
  title: "Système",
  version: "Version de Postern",
  baseUrl: "Adresse",
  zone: "Fuseau horaire",
  database: "Base de données",
  databaseIs: "{engine}, {megabytes} Mo",
  rows: "Lignes, estimation",
  rowsAre: "{users} utilisateurs, {mails} emails, {audit} lignes dans le journal d’audit",
  unknown: "Inconnu",
  migrations: "Migrations",
  migrationsAre: "{count}, la dernière le {time} : {number}, {name}",
  keyMark: "Empreinte du secret",
  keyMarkHint: "Comparez-la à celle d’un autre serveur ou d’une copie. Elle n’ouvre rien.",
  imported: "Mots de passe importés",
  importedAre: "il en reste {number}",
  importedUntil: "il en reste {number}, acceptés jusqu’au {date}",
  checks: "Contrôles",
  fine: "Ce processus n’a rien remarqué d’anormal.",
  doctor:
    "Sur le serveur, « postern doctor » contrôle bien plus : la machine, le DNS et le serveur de messagerie.",
  configuration: "Configuration",
  name: "Nom",
  value: "Valeur",
  from: "Origine",
  defaults: "Ce qui a sa valeur par défaut",
  rest: "Ce qui ne figure pas ici a sa valeur par défaut.",
} as const;
