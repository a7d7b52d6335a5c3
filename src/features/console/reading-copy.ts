// What the pages of the console say that only show something: the audit log, files, figures, and the site itself.

export const lists = {
  since: "{of}: from",
  until: "{of}: to",
  dateHint: "A date like 2026-11-22",
  dateFormat: "Enter a date like 2026-11-22",
  datesReversed: "The last day comes before the first",
  download: "Download from here",
  csv: "CSV",
  jsonl: "JSON Lines",
  /** {next} is the part of a file name. */
  inFiles:
    "A file has at most {number} rows. If there are more, its name has an id after “{next}”. Enter this id to go on from there.",
  after: "Continue after the id",
  goOn: "Continue",
} as const;

export const audit = {
  title: "Audit log",
  kept: "Lines are kept for {duration}, and then deleted.",
  keptForever: "Lines are kept forever.",
  act: "Act",
  actHint: "Its name, like “confirmed”: choose one in the list",
  actor: "By",
  actorHint: "Like “user”, “operator:root” or “admin:…”",
  user: "User",
  userHint: "An address, or the id of somebody, deleted or not",
  when: "When",
  detail: "Detail",
  none: "There are no such lines.",
  noneYet: "None among the newest of these. Older ones have not been looked at yet.",
  openUser: "This user in the list of users",
} as const;

/** The overview, beyond the mails. */
export const figures = {
  registrations: "Registrations",
  zone: "Days begin in the time zone {zone}. People whom an operator confirmed are not counted. The figure before is that of the same length of time just before.",
  incomplete: "Not everybody is counted yet.",
  span: "Time",
  spans: {
    "1": "Today, so far",
    "7": "Last 7 days",
    "30": "Last 30 days",
  },
  registered: "Registered",
  confirmed: "Of them, confirmed",
  rate: "Rate",
  median: "Median time to confirm",
  nothing: "—",
  percent: "{number}%",
  compared: "{value} (before: {before}, {change})",
  plain: "{value} (before: {before})",
  up: "+{number}%",
  down: "−{number}%",
  upPoints: {
    one: "+{count} point",
    other: "+{count} points",
  },
  downPoints: {
    one: "−{count} point",
    other: "−{count} points",
  },
  unconfirmed: "People who have not confirmed",
  fell: "{domain} fell from {before} to {now}: of those who registered in the last 7 days, fewer confirm within an hour than in the 28 days before.",
  seeWho: "See who has not confirmed",
  see: "See more",
  alert:
    "Many more mails to strangers are asked for than people confirm, so the registration form asks browsers for a proof of work.",
  holding:
    "Mails to strangers are held, because far more are asked for than people confirm. Each person who confirms makes room for more.",
} as const;

export const system = {
  title: "System",
  version: "Version of Postern",
  baseUrl: "Address",
  zone: "Time zone",
  database: "Database",
  databaseIs: "{engine}, {megabytes} MB",
  rows: "Rows, estimated",
  rowsAre: "{users} users, {mails} mails, {audit} lines in the audit log",
  unknown: "Unknown",
  migrations: "Migrations",
  migrationsAre: "{count}, the newest on {time}: {number}, {name}",
  keyMark: "Mark of the secret",
  keyMarkHint: "Compare it with that of another server or a copy. It opens nothing.",
  imported: "Imported passwords",
  importedAre: "{number} left",
  importedUntil: "{number} left, accepted until {date}",
  checks: "Checks",
  fine: "This process has noticed nothing that is wrong.",
  doctor:
    "On the server, “postern doctor” checks much more: this machine, the DNS and the mail server.",
  configuration: "Configuration",
  name: "Name",
  value: "Value",
  from: "From",
  defaults: "What has its default",
  rest: "What is not here has its default.",
} as const;
