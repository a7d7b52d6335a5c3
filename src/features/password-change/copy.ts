// All texts for changing a known password.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Change your password",
    for: "For {email}",
    current: "Current password",
    password: "New password",
    passwordHint: "{minLength} characters or more. Other devices will be logged out.",
    button: "Change password",
    back: "Back to your profile",
    currentErrors: {
      "password-missing": "Enter your current password",
      "wrong-password": "Current password is not right",
    },
    unchanged: "New password must be different from the current one",
    tooMany: "Reset your password",
    mail: {
      subject: "Your password was changed",
      preheader: "If that was not you, act now.",
      changed: "Your password was changed on {time}. All other devices were logged out.",
      changedWith:
        "Your password was changed on {time}, using {browser}. All other devices were logged out.",
      notYou:
        "Not you? Then somebody else knows your password. Choose a new one: this logs everybody out, and works whatever else they change.",
      button: "Choose a new password",
      tellUs: "And tell us",
      reason: "You received this email because you should know of every change of your password.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "password-changed": "Password changed",
    },
    /** Shown once, on the next page. */
    notices: {
      "password-changed": "Your password is changed. Other devices were logged out.",
    },
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Password",
      changed: "Changed {time}",
      neverChanged: "As chosen when you registered",
      action: { text: "Change", hiddenText: "your password" },
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      "password-changed": "Your password was changed",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
