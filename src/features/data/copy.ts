// Every sentence of the page with one's own data. A translation is another value of this type.

export const copy = {
  title: "Your data",
  intro:
    "This is what we keep about you, the newest first; the file has all of it at once. Your password is kept as a hash that nobody can read.",
  download: "Download as JSON",
  user: "You",
  email: "Email address",
  registered: "Registered",
  registeredWith: "Registered with",
  confirmed: "Confirmed",
  notYet: "Not yet",
  sessions: "Sessions",
  session: (browser: string, client: string) => `${browser}, from ${client}`,
  allSessions: "All sessions",
  mails: "Mails to you",
  mailsInAList: "mails",
  acts: "What was done",
  actsInAList: "acts",
  when: "When",
  what: "What",
  where: "Where",
  state: "State",
  by: "By",
  back: "Back to your profile",
} as const;
