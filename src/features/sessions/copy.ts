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
