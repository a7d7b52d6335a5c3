// Every sentence of the list of devices. A translation is another value of this type.

export const copy = {
  title: "Where you are logged in",
  onlyHere: "You are only logged in here.",
  thisDevice: "This device",
  facts: (loggedIn: string, lastUsed: string, client: string) =>
    `Logged in ${loggedIn} · last used ${lastUsed} · from ${client}`,
  end: "Log out",
  endThis: (browser: string, lastUsed: string) => `${browser}, last used ${lastUsed}`,
  endOthers: "Log out all other devices",
  back: "Back to your profile",
} as const;
