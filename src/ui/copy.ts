// The texts of every page and every mail.

import { catalogue } from "../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "{title} – {app}",
    errorTitle: "Error: {title}",
    skip: "Skip to main content",
    navigation: "Account",
    languages: "Language",
    register: "Register",
    logIn: "Log in",
    logOut: "Log out",
    confirm: "Confirm",
    profile: "Profile",
    loggedInAs: "Logged in as",
    help: "Get help",
    privacy: "Privacy",
    terms: "Terms",
    imprint: "Imprint",
    development: "Development: mails do not leave this machine.",
    mailbox: "Open the mailbox",
    problem: "There is a problem",
    error: "Error:",
    warning: "Warning:",
    newest: "Newest",
    older: "Older",
    show: "Show",
    showPassword: "Show password",
    hide: "Hide",
    hidePassword: "Hide password",
    passwordShown: "Your password is shown.",
    passwordHidden: "Your password is hidden.",
    /** A label before its value, or before a line of its own. */
    labelled: "{label}:",
    /** Postern's own roles. */
    roles: { admin: "admin", support: "support", viewer: "viewer" },
    /** What is said next to a button that asks for a passkey. */
    passkey: {
      buttons: {
        login: "Log in with a passkey",
        "second-step": "Use a passkey or a security key",
        again: "Use a passkey",
      },
      cancelled: "Nothing has happened yet. You can try again.",
      failed: "That did not work. Try again in a moment.",
      unable: "This device cannot do that. Try another one.",
      already: "This device already has a passkey for this account.",
      alreadyNamed: "This device already has a passkey for this account: “{name}”.",
    },
    /** What a user can show, by its kind. */
    credentials: {
      kinds: {
        password: "Password",
        totp: "Authenticator app",
        "recovery-code": "Recovery codes",
        passkey: "Passkey",
        "security-key": "Security key",
        unknown: "Another way to log in",
      },
      named: "{what} “{name}”",
    },
    /** Around the pages for the site's staff. */
    console: {
      navigation: "Console",
      reason: "Reason",
      reasonIfAny: "Reason, if there is one",
      reasonHint: "For the audit log. The person whom it is about can ask to read it.",
      reasonMissing: "Give a reason of one to 300 characters",
      back: "Back",
    },
    mailFoot: "{app} · {support}",
    /** What the mail is about comes first: lists of mails cut off the end of a long subject. */
    mailSubject: "{news} – {app}",
    /** In mails that tell of a changed credential. */
    notMe: {
      text: "Not you? Then somebody else is in your account. Lock it: everybody is logged out, and you choose a new password. The link works until {until}.",
      button: "This was not me",
      code: "The page asks for this code",
    },
    /** For the code that a person types. */
    reader: {
      code: "Code from the email",
      hint: "8 digits, in the same email as the link. They show that a person is doing this, not a program.",
      errors: {
        "code-missing": "Enter the code from the email",
        "code-format": "Code must be 8 digits",
        "wrong-code": "That code is not right. It is in the same email as the link",
        "not-sure": "Tick the box",
      },
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
