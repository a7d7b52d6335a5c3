// The words that stand on every page and in every mail. A translation is another value of this type.

export const copy = {
  lang: "en",
  dir: "ltr",
  title: (title: string, app: string) => `${title} – ${app}`,
  errorTitle: (title: string) => `Error: ${title}`,
  skip: "Skip to main content",
  navigation: "Account",
  register: "Register",
  logIn: "Log in",
  logOut: "Log out",
  confirm: "Confirm",
  profile: "Profile",
  loggedInAs: "Logged in as",
  help: "Get help",
  privacy: "Privacy",
  terms: "Terms",
  development: "Development: mails do not leave this machine.",
  mailbox: "Open the mailbox",
  problem: "There is a problem",
  error: "Error:",
  warning: "Warning:",
  show: "Show",
  showPassword: "Show password",
  mailFoot: (app: string, support: string | undefined) =>
    support === undefined ? app : `${app} · ${support}`,
  mailReason: (reason: string) => `You get this because ${reason}.`,
} as const;
