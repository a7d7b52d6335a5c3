// All texts for deleting an account.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Delete your account",
    deleted: "What is deleted",
    deletedItems: [
      "your address and your password",
      "every session, on every device",
      "every link we mailed you, and the list of our mails to you",
    ],
    kept: "What is kept, and why",
    audit:
      "an audit log of what was done and when, without your address, for {lifetime}, so that abuse can be looked into",
    auditForEver:
      "an audit log of what was done and when, without your address, without end, so that abuse can be looked into",
    counts: "for {lifetime}, how many mails went to your address, so that nobody can flood it",
    others:
      "for {lifetime}, a list of mails to your address that were asked for without logging in, so that a link that is opened late can be explained",
    unconfirmed:
      "for {lifetime}, a list of the mails we sent to your address, so that a link that is opened late can be explained",
    atOnce: "Your address is not confirmed, so this happens at once and cannot be undone.",
    grace:
      "You have at least {lifetime} to change your mind: the link in our email undoes it. Until then everything is kept.",
    password: "Password",
    button: "Delete my account",
    keep: "Keep it",
    errors: {
      "password-missing": "Enter your password",
      "wrong-password": "That is not your password",
    },
    lastAdmin: {
      title: "You are the only administrator",
      text: "This site needs an administrator who can log in. Make somebody else an administrator first; then you can delete your account.",
      profile: "Go to your profile",
    },
    done: {
      title: "Your account will be deleted on {date}",
      text: "You are logged out. The link in our email undoes it.",
    },
    keepPage: {
      title: "Keep your account?",
      text: "The account of {email} is to be deleted. If you keep it, everything stays as it was.",
      sure: "Yes, I want to keep my account",
      button: "Keep my account",
      unknown: {
        title: "We do not recognise this link",
        text: "Your mail program may have cut it. Copy the whole link.",
      },
      over: {
        title: "This link no longer works",
        text: "The account was kept already, or it is deleted for good.",
      },
      logIn: "Log in",
    },
    mail: {
      subject: "Your account will be deleted on {date}",
      preheader: "You can undo this.",
      text: "Somebody who was logged in as you asked for this on {time}. Every device was logged out.",
      button: "Keep my account",
      code: "The page asks for this code",
      notYou:
        "Not you? Then somebody else knows your password. Keep the account, and then choose a new password.",
      after: "After {date} this cannot be undone.",
      reason: "You received this email because this address belongs to the account.",
    },
    gone: {
      title: "Your account is deleted",
      done: "You are logged out.",
      subject: "Your account is deleted",
      preheader: "This is our last message.",
      text: "Your account was deleted on {time}, with your address and the list of emails we sent you. We keep an audit log without your address. This is our last message to you.",
      reason: "You received this email because this address belonged to the account.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "deletion-requested": "Deletion asked for",
      kept: "Account kept",
      deleted: "Account deleted",
    },
    /** Shown once, on the next page. */
    notices: {
      "account-kept":
        "Your account is kept. Log in to go on. If you did not ask for the deletion, choose a new password now.",
    },
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Account",
      value: "With time to change your mind",
      action: { text: "Delete", hiddenText: "your account" },
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      deletion: "Your account will be deleted",
      deleted: "Your account is deleted",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
