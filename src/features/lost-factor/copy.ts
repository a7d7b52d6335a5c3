// All texts for a lost second factor, which people know as their second step.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    lost: {
      title: "You cannot take the second step",
      quickest:
        "If you have a recovery code, a passkey or a security key, use it. That is the quickest way.",
      use: "Use one of them",
      none: "If you have none of them",
      wait: "We can remove the second step after a wait of {wait}. To begin, we send a link to {email}.",
      told: "Meanwhile, we tell your mailbox, and whoever logs in with the second step or a passkey ends the wait. That protects your account if somebody else knows your password.",
      button: "Send the link",
      unconfirmed:
        "Your email address is not confirmed, so we cannot send you a link. You can register again.",
      waiting: {
        title: "Your second step will be removed on {date}",
        text: "If you find it again before then, log in with it: it then stays.",
      },
      leave: "Log out",
    },
    sent: {
      title: "Check your email",
      text: "We sent a link to {email}. It leads to a page on which the wait of {wait} begins, and works for {lifetime}.",
    },
    begin: {
      title: "Remove your second step?",
      for: "For {email}. If you begin now:",
      meanwhile:
        "For {wait}, nothing changes. We tell your mailbox now, and once more before the end. Each email has a link that stops this.",
      means: [
        "Whoever logs in with the second step or a passkey stops it, too.",
        "Then your authenticator app, recovery codes and security keys are removed, and everybody is logged out. Your password alone is enough to log in. Passkeys stay, unless this site requires a second step.",
      ],
      notYou: "You did not ask for this? Then somebody else knows your password.",
      sure: "Yes, I have lost my second step",
      button: "Begin the wait",
    },
    begun: {
      title: "Your second step will be removed on {date}",
      text: "You do not have to do anything until then. If you find it again, log in with it: it then stays.",
      logIn: "Log in",
    },
    keep: {
      title: "Keep your second step?",
      text: "Somebody who knows the password of {email} and reads its mailbox said that the second step is lost. If you keep it, it is not removed.",
      here: "It is to be removed on {date}. If you keep it, it is not.",
      sure: "Yes, I want to keep my second step",
      button: "Keep my second step",
      back: "Back to your profile",
    },
    kept: {
      title: "Your second step stays",
      text: "If you did not ask for its removal, somebody else knows your password and reads your mailbox. Choose a new password here, and another one for your mailbox.",
    },
    reset: "Choose a new password",
    /** Links that begin the wait. */
    loseStates: {
      expired: { title: "This link has expired", text: "Log in to ask for a new one." },
      used: { title: "This link was already used", text: "The wait began on {time}." },
      replaced: {
        title: "This link was replaced",
        text: "After it was sent, the account was changed, or the second step was shown.",
      },
      removed: { title: "This link no longer works", text: "There is no second step to remove." },
      disabled: {
        title: "This account is suspended",
        text: "Ask the people who run this site to lift that.",
      },
      unknown: {
        title: "We do not recognise this link",
        text: "Your mail program may have cut it. Copy the whole link.",
      },
    },
    /** Links that stop it. */
    keepStates: {
      expired: { title: "This link has expired", text: "Log in to see how things are." },
      used: { title: "Your second step stays", text: "This link was used on {time}." },
      replaced: { title: "Your second step stays", text: "The wait ended on {time}." },
      removed: {
        title: "This link no longer works",
        text: "The wait ended on {time}. The second step was removed, or the account was closed.",
      },
      disabled: {
        title: "This account is suspended",
        text: "Ask the people who run this site to lift that.",
      },
      unknown: {
        title: "We do not recognise this link",
        text: "Your mail program may have cut it. Copy the whole link.",
      },
    },
    mail: {
      lose: {
        subject: "You cannot take the second step?",
        preheader: "The link works until {until}.",
        text: "Somebody who knows the password of {email} told us on {time} that the second step of the login is lost. With this link, you begin a wait at whose end it is removed.",
        button: "Remove the second step",
        lifetime: "The link works once, until {until}.",
        notYou:
          "Not you? Then do not use the link, and choose a new password: somebody else knows yours. Your second step keeps them out.",
      },
      begun: {
        subject: "Your second step will be removed on {date}",
        preheader: "You can stop this.",
        text: "Somebody who knows your password and reads your mailbox asked for this on {time}, because the second step of the login is lost.",
      },
      soon: {
        subject: "Your second step is about to be removed",
        preheader: "On {date}. You can still stop this.",
        text: "It is removed on {date}, as somebody asked who knows your password and reads your mailbox.",
      },
      stop: {
        until:
          "Until then, nothing changes. Whoever logs in with the second step or a passkey stops it.",
        button: "Keep my second step",
        notYou:
          "Not you? Keep it, and then choose new passwords: one for this account, another one for your mailbox.",
      },
      code: "The page asks for this code",
      stopped: {
        subject: "Your second step stays",
        preheader: "It will not be removed.",
        text: "Somebody had asked for its removal. That ended on {time}, because the second step or a passkey was used, the password was reset, or somebody stopped it.",
        notYou:
          "If you did not ask for the removal, somebody else knows your password and reads your mailbox. Choose new passwords for both.",
      },
      done: {
        subject: "Your second step was removed",
        preheader: "Your password alone is now enough to log in.",
        text: "The wait for this ended on {time}. Your authenticator app, recovery codes and security keys were removed, also your passkeys if this site requires a second step, and everybody was logged out.",
        advice: "Your password alone is now enough to log in. Set up two-step login again soon.",
      },
      reason:
        "You received this email because this address belongs to the account, or did so until recently.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "factor-loss-asked": "Second step reported as lost",
      "factor-removal-begun": "Wait for the removal of the second step begun",
      "factor-removal-stopped": "Removal of the second step stopped",
      "factor-removal-done": "Second step removed after the wait",
    },
    /** Shown once, on the next page. */
    notices: {
      "factor-kept":
        "Your second step stays. If you did not ask for its removal, choose a new password now.",
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      "lose-factor": "Link to remove a lost second step",
      "factor-removal-begun": "Your second step will be removed",
      "factor-removal-soon": "Your second step is about to be removed",
      "factor-removal-stopped": "Your second step stays",
      "factor-removal-done": "Your second step was removed",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
