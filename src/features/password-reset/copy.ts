// All texts for resetting a forgotten password.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    forgot: {
      title: "Reset your password",
      text: "Enter your email address. We send you a link to choose a new password.",
      email: "Email address",
      button: "Send the link",
      back: "Log in",
    },
    sent: {
      title: "Check your email",
      text: "If {email} has an account here, a link is on its way. It works for {lifetime}. If there are several emails, you can use any of them.",
      otherAddress: "Use a different address",
    },
    reset: {
      title: "Choose a new password",
      for: "For {email}",
      password: "New password",
      hint: "{minLength} characters or more. A few unrelated words work well. You will be logged out everywhere else.",
      keepsSecondStep: "Your second step stays as it is. If its removal was under way, that ends.",
      /** What was added to the account lately. */
      lately: {
        title: "Added in the last 7 days",
        text: "Somebody else who was in your account may have added this. It stays, unless you remove it here.",
        one: "{what}, added on {date}",
        remove: "Remove all of these",
      },
      button: "Save new password",
    },
    states: {
      expired: {
        title: "This link has expired",
        text: "Reset links work for {lifetime}.",
      },
      used: {
        title: "This link was already used",
        text: "The password was changed on {time}. Was that not you? Reset it again at once.",
      },
      replaced: {
        title: "This link was replaced",
        text: "The account was changed after this link was sent. Ask for a new link.",
      },
      disabled: {
        title: "This account is suspended",
        text: "Ask the people who run this site to lift that.",
      },
      removed: { title: "This link no longer works", text: "What it belonged to is gone." },
      "address-taken": {
        title: "This address already has an account",
        text: "It was confirmed for another account in the meantime. Ask for a link for that one.",
      },
      unknown: {
        title: "We do not recognise this link",
        text: "Your mail program may have cut it. Copy the whole link, or ask for a new one.",
      },
      sendNew: "Send a new link",
      logIn: "Log in",
    },
    mail: {
      subject: "Reset your password",
      preheader: "The link works until {until}.",
      cause: "Somebody asked to reset the password of {email} on {time}.",
      button: "Choose a new password",
      lifetime: "The link works once, until {until}.",
      secondStep: "Your second step stays as it is: you need it to log in afterwards, too.",
      notYou: "Not you? Ignore this email: your password stays as it is.",
      reason:
        "You received this email because somebody asked to reset a password with this address.",
    },
    noUser: {
      subject: "Somebody asked to reset a password",
      preheader: "There is no account for this address.",
      cause:
        "Somebody asked to reset the password of {email}. {app} has no account for this address.",
      orRegister:
        "If that was you, try the address you registered with, or create an account. Otherwise, ignore this email.",
      otherAddress:
        "If that was you, try the address you registered with. Otherwise, ignore this email.",
      button: "Create an account",
      reason:
        "You received this email because somebody asked to reset a password with this address.",
    },
    disabled: {
      subject: "An administrator suspended your account",
      preheader: "Its password cannot be reset for now.",
      cause:
        "Somebody asked to reset the password of {email} on {time}. It cannot be reset for now.",
      ask: "To ask why, or for how long",
      notYou: "If you did not ask for this, there is nothing to do.",
      reason:
        "You received this email because somebody asked to reset a password with this address.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "password-reset": "Password reset",
      "reset-requested": "Password reset asked for",
    },
    /** Shown once, on the next page. */
    notices: {
      "password-reset": "Your password is changed. Log in with the new one.",
      "reset-requested":
        "If that address has an account here, a link to choose a new password is on its way.",
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      reset: "Choose a new password",
      "reset-no-user": "No account to reset",
      "reset-disabled": "Your account is suspended",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
