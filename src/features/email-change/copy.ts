// All texts for changing an address.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    request: {
      title: "Change your email address",
      now: "Now: {email}",
      email: "New email address",
      hint: "We send a link to the new address. Until you open it, nothing changes.",
      button: "Send the link",
      back: "Back to your profile",
      errors: {
        "same-address": "That is already your address",
        frozen: "A change of this address was undone recently, so it cannot be changed for a week",
        unconfirmed: "Confirm your address first. You can change it on the waiting page",
      },
    },
    cancel: {
      title: "Cancel the change of your address?",
      text: "The link we sent to {email} stops working.",
      button: "Cancel the change",
    },
    change: {
      title: "Use {email} for your account?",
      text: "It takes the place of {old}. Other devices will be logged out.",
      password: "Password of your account",
      button: "Use this address",
      proofNeeded: "Enter the password of your account",
      wrongPassword: "That is not the password of your account",
      done: "Your email address is now {email}",
      doneText:
        "We wrote to {old}, from where this can be undone for 7 days. Every other device was logged out.",
      backText:
        "The account is back where it was, and we told {old}. Every other device was logged out.",
      continue: "Continue",
    },
    stop: {
      title: "Stop this change?",
      text: "Somebody who is logged in as you asked to move the account from {email} to {to}.",
      over: "Somebody who is logged in as you asked to move the account away from {email}. That is cancelled by now.",
      sure: "I am the owner of this address",
      doors:
        "Did somebody else ask for it? Then they are in your account: we log everybody out, no password works until you choose a new one, and the address cannot be changed for a week.",
      buttons: { "changed-my-mind": "I changed my mind", "not-me": "It was not me" },
      doorMissing: "Choose why the change is to be stopped",
      done: "The change is stopped",
      doneText: "Your address stays as it is.",
      profile: "Go to your profile",
      locked: "The change is stopped, and your account is locked",
      lockedText:
        "Everybody is logged out, and the old password no longer works. We sent a link to {email}, with which you choose a new one.",
    },
    undo: {
      title: "Undo the change of your address?",
      text: "The account comes back to {email}. Every device is logged out, what was added to it in the last 7 days is removed, the password stops working, and the address cannot be changed for a week.",
      sure: "I want my old address back",
      button: "Undo and lock",
      done: "Your email address is {email} again",
      doneText:
        "Every device is logged out. We sent you a link, with which you choose a new password.",
      factor: {
        label: "Code of your authenticator app, or a recovery code",
        hint: "This account has an authenticator app, so a code is needed here too.",
        errors: {
          "factor-missing": "Enter a code of your authenticator app, or a recovery code",
          "wrong-factor": "That code is not right",
          "factor-used": "That code was used before. Wait for the next one",
        },
      },
    },
    states: {
      expired: {
        title: "This link has expired",
        text: "Ask for the change again on your profile.",
      },
      used: { title: "This link was already used", text: "There is nothing more to do." },
      replaced: {
        title: "This link was replaced",
        text: "Another change came after it, or this one was stopped.",
      },
      removed: { title: "This link no longer works", text: "What it belonged to is gone." },
      "address-taken": {
        title: "This address already has an account",
        text: "It was confirmed for another account in the meantime, so nothing was changed.",
      },
      disabled: {
        title: "This account is suspended",
        text: "Ask the people who run this site to lift that. Until it expires, this link works again as soon as they have.",
      },
      unknown: {
        title: "We do not recognise this link",
        text: "Your mail program may have cut it. Copy the whole link.",
      },
      profile: "Go to your profile",
    },
    mail: {
      new: {
        subject: "Confirm your new email address",
        preheader: "Until then nothing changes.",
        cause: "On {time}, somebody asked to use this address for an account with {app}.",
        button: "Use this address",
        lifetime: "The link works until {until}.",
        notYou: "Not you? Ignore this email: nothing happens without the account's password.",
        back: "Was it you, and do you want to move back? The link for that works until {until}.",
        reason:
          "You received this email because somebody asked to use this address for an account.",
      },
      inUse: {
        subject: "Somebody asked to use your email address",
        preheader: "Nothing has changed.",
        text: "Somebody with an account at {app} asked to move it to {email}, which is your account's address. Nothing was changed.",
        own: "If that was you, you have two accounts: log in with this address, or choose another address for the other one.",
        logIn: "Log in",
        reason: "You received this email because this address belongs to an account.",
      },
      requested: {
        subject: "Your email address is about to change",
        preheader: "To {masked}. You can stop it.",
        text: "On {time}, somebody who is logged in as you asked to move the account to {masked}. It happens when that address is confirmed.",
        button: "Stop the change",
        code: "The page asks for this code",
        advice:
          "Not you? Say so on the page: everybody is logged out, and you choose a new password.",
        reason: "You received this email because this address belongs to the account.",
      },
      reserved: {
        subject: "An account was moved away from this address",
        preheader: "If that was not you, you can undo it.",
        cause:
          "On {time}, somebody asked {app} to send an email to this address. It has no account now.",
        moved: "The account that used this address was moved to {masked} on {time}.",
        undo: "Not you? Undo it: the link works until {until}.",
        button: "Undo and lock",
        code: "The page asks for this code",
        own: "If that was you, there is nothing to undo. A new account can use this address from {until}.",
        reason: "You received this email because somebody asked for an email to this address.",
      },
      changed: {
        subject: "Your email address was changed",
        preheader: "You can undo this until {until}.",
        text: "Since {time}, your account uses {masked}.",
        button: "Undo and lock",
        code: "The page asks for this code",
        lifetime: "Not you? Undo it: the link works until {until}.",
        reason: "You received this email because this address belonged to the account until now.",
      },
      undone: {
        subject: "The change of your email address was undone",
        preheader: "The account uses {masked} again.",
        text: "On {time}, somebody who reads the email of {masked} took the account back to that address. Every other device was logged out.",
        advice: "If that was not meant to happen, talk to whoever reads the email there.",
        reason: "You received this email because this address belonged to the account until now.",
      },
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "email-change-requested": "Change of address asked for",
      "email-change-cancelled": "Change of address cancelled",
      "email-change-stopped": "Change of address stopped",
      "email-changed": "Address changed",
      "email-change-undone": "Change of address undone",
    },
    /** Shown once, on the next page. */
    notices: {
      "email-change-requested":
        "We sent an email to the new address. You keep logging in with the old one until you open it.",
      "email-change-cancelled": "The change of your address is cancelled.",
    },
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Email address",
      action: { text: "Change", hiddenText: "your email address" },
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      "change-email": "Confirm your new address",
      "address-in-use": "Your address is in use",
      "address-reserved": "Your address was moved away from its account",
      "change-requested": "Your address is about to change",
      "email-changed": "Your address was changed",
      "change-undone": "The change of your address was undone",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
