// Every sentence of the list of devices. A translation is another value of this type.

export const copy = {
  title: "Where you are logged in",
  onlyHere: "You are only logged in here.",
  thisDevice: "This device",
  loggedIn: "Logged in",
  lastUsed: "last used",
  from: (client: string) => `from ${client}`,
  end: "Log out",
  endThis: (browser: string, loggedIn: string, number: number) =>
    `${browser}, logged in ${loggedIn}${number === 1 ? "" : ` (${number})`}`,
  endOthers: "Log out all other devices",
  back: "Back to your profile",
} as const;

/** Acts of the audit log, as the page with one's own data names them. */
export const auditActs = {
  "session-ended": "One device logged out",
  "sessions-ended": "All devices logged out",
  "other-sessions-ended": "All other devices logged out",
} as const;

/** Shown once, on the next page. */
export const notices = {
  "session-ended-there": "That device is logged out.",
  "others-ended": "All other devices are logged out.",
} as const;

/** The feature's row of the profile page. */
export const onProfile = {
  term: "Sessions",
  value: "The devices where you are logged in",
  action: { href: "/profile/sessions", text: "See and log out", hiddenText: "your devices" },
} as const;
