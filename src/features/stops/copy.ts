// All texts about stopping mail that strangers can cause.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    stop: {
      title: "Stop these emails?",
      text: "Anyone can enter {email} at {app}, and each time somebody does, we send an email to it. You can stop these emails for a year.",
      means: [
        "We remove the registration that this email is about.",
        "We send no more emails that other people can cause. If somebody enters your address again, we tell you in one email a day at most.",
        "You can still create an account: the email of the day explains how.",
      ],
      button: "Stop these emails",
      back: "Go back",
      done: "These emails are stopped",
      doneText:
        "Until {until}, {email} gets no emails from {app} that other people can cause, with one exception: if somebody enters the address again, we tell you, at most once a day. That email has a link to get these emails again.",
    },
    lift: {
      title: "Get emails again?",
      text: "You told {app} not to send emails to {email} that other people can cause. The email that confirms a new account is one of them.",
      button: "Get emails again",
      done: "You get emails again",
      doneText:
        "If you are creating an account with {email}, go back to its page and send the email again.",
      goOn: "Send the email again",
    },
    states: {
      owned: {
        title: "This address has an account",
        text: "Emails about an account are not stopped. Log in to change the account or delete it.",
        step: "Log in",
      },
      unknown: {
        title: "We do not recognise this link",
        text: "Your mail program may have cut it, or it is too old. If you need it, copy the whole link.",
      },
    },
    mail: {
      subject: "Your address was used again",
      preheader: "You stopped these emails. This one says how to get them again.",
      cause: "Someone, maybe you, entered this address at {app} on {time}.",
      stopped:
        "On {time} you told us not to send you these emails. That is why you get this one instead, at most once a day.",
      notYou: "If that was not you, ignore this email. Nothing happens without you.",
      confirm: "Confirm my address",
      confirms:
        "If it was you, confirm that the address is yours. You then get our emails again. The link works until {until}.",
      change: "Use this address",
      changes:
        "If you want to use this address for your account, open the link. You then get our emails again. It works until {until}.",
      code: "Or enter this code on the page you left open",
      lift: "Get these emails again",
      liftCode: "To get these emails again, you need this code",
      liftSameCode: "To get these emails again, you need the same code.",
      reason: "You received this email because somebody entered this address at our site.",
    },
    /** The acts of the audit log, as the page with the user's own data shows them. */
    auditActs: {
      "mail-stopped": "Emails that other people can cause stopped",
      "mail-stop-lifted": "Emails that other people can cause let through again",
    },
    /** What each mail was about, as the page with the user's own data shows it. */
    mailNames: {
      "contact-stopped": "Your address was used again",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
