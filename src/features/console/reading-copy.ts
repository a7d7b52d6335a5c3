// What the pages of the console say that only show something: the audit log, files, figures, and the site itself.

export const lists = {
  since: "From",
  until: "To",
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
