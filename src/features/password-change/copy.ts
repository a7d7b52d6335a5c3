// Every sentence of changing a known password. A translation is another value of this type.

export const copy = {
  title: "Change your password",
  for: "For",
  current: "Current password",
  password: "New password",
  passwordHint: (minLength: number) =>
    `${minLength} characters or more. Other devices will be logged out.`,
  button: "Change password",
  back: "Back to your profile",
  problem: "There is a problem",
  currentErrors: {
    "password-missing": "Enter your current password",
    "wrong-password": "Current password is not right",
  },
  unchanged: "New password must be different from the current one",
  tooMany: "Reset your password",
  mail: {
    subject: "Your password was changed",
    preheader: "If that was not you, act now.",
    changed: (time: string, browser: string | null) =>
      `Your password was changed on ${time}${browser === null ? "" : `, using ${browser}`}. All other devices were logged out.`,
    notYou:
      "Not you? Then somebody else knows your password. Choose a new one: this logs everybody out, and works whatever else they change.",
    button: "Choose a new password",
    tellUs: "And tell us",
    reason: "a password is something its owner should know about",
  },
} as const;

/** Acts of the audit log, as the page with one's own data names them. */
export const auditActs = {
  "password-changed": "Password changed",
} as const;

/** Shown once, on the next page. */
export const notices = {
  "password-changed": "Your password is changed. Other devices were logged out.",
} as const;

/** The feature's row of the profile page. */
export const onProfile = {
  term: "Password",
  changed: (date: string) => `Changed ${date}`,
  neverChanged: "As chosen when you registered",
  action: { href: "/profile/password", text: "Change", hiddenText: "your password" },
} as const;

/** What each mail was about, as the page with one's own data lists it. */
export const mailNames = {
  "password-changed": "Your password was changed",
} as const;
