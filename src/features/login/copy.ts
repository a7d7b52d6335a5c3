// All texts for logging in and out.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Log in",
    email: "Email address",
    password: "Password",
    button: "Log in",
    shared: "This is a shared computer",
    sharedHint: "Then you are logged out when you close the browser, and after {time} without use.",
    forgot: "I forgot my password",
    register: "Create an account",
    loggedInAs: "You are logged in as {email}.",
    continueTo: "Continue to {app}",
    errors: {
      "email-missing": "Enter your email address",
      "password-missing": "Enter your password",
      "wrong-credentials": "Email or password is incorrect",
    },
    disabled: {
      title: "This account is suspended",
      text: "Your password is right, but an administrator has suspended this account.",
    },
    toBeDeleted: {
      title: "This account will be deleted",
      text: "You asked for it, and it happens on {date}. To keep the account, use the link in the email we sent you then.",
      noMail:
        "Cannot find that email? We can send you a link to choose a new password. Choosing one keeps the account, too.",
      button: "Send me a link to keep it",
    },
    again: {
      title: "Enter your password again",
      text: "You are about to change something important.",
      password: "Password",
      button: "Continue",
      errors: {
        "password-missing": "Enter your password",
        "wrong-password": "That is not your password",
      },
    },
    unconfirmed: "Confirm your email address before you log in",
    tooMany: "Reset your password",
    newDevice: {
      subject: "New login to your account",
      preheader: "{browser}, {time}.",
      text: "On {time}, somebody logged in to your account, in a browser that had not been used for it before: {browser}.",
      wasYou:
        "If that was you, there is nothing to do. Otherwise, log that device out and change your password.",
      see: "See your devices",
      reason: "You received this email because you are told of logins from new devices.",
    },
    paused: {
      subject: "Wrong passwords for your account",
      preheader: "Somebody is trying passwords. None of them was right.",
      text: "Somebody has entered a hundred wrong passwords for your account in a row. For now, the password only works in browsers in which you have logged in before. Nothing changes in those.",
      elsewhere: "To log in anywhere else, choose a new password",
      wait: "There is nothing else to do. This ends by itself a day after the last wrong password.",
      reason: "You received this email because somebody is trying to get into your account.",
    },
    logout: { title: "Log out?", button: "Log out" },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "logged-in": "Logged in",
      "logged-out": "Logged out",
      "password-paused": "Password paused: a hundred wrong ones in a row",
    },
    /** Shown once, on the next page. */
    notices: {
      "logged-out": "You are logged out.",
      "weak-password": "This password is easy to guess. Choose a stronger one.",
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      "new-device": "New login",
      "password-paused": "Wrong passwords",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
