// All texts for confirming and waiting.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    waiting: {
      title: "Check your email",
      weSent: "We sent an email to {email}",
      weWillSend: "An email is on its way to {email}",
      open: "Open it and press {button}. You can do that on any device.",
      openLater: "When it is there, open it and press {button}. You can do that on any device.",
      movesOn: "This page moves on by itself once you have confirmed.",
      stopped: "This page has stopped checking whether you have confirmed.",
      checkAgain: "Check again",
      done: "Confirmed. Taking you to {app} …",
      continueNow: "Continue now",
      haveConfirmed: "I have confirmed – continue",
      openMailbox: "Open {name}",
      newTab: "(opens in a new tab)",
      code: "Or enter the 8-digit code from the email",
      confirmWithCode: "Confirm with code",
      didNotGet: "I did not get the email",
      lookInSpam: "It can take a few minutes. Look in spam or junk. The sender is {from}.",
      sendAgain: "Send it again",
      upTo: "You can send it up to {count} times.",
      againIn: "You can send it again in {wait}.",
      differentAddress: "Use a different address",
      newAddress: "New email address",
      sendToThis: "Send to this address",
      cancel: "Cancel this registration",
      lifetime:
        "The link works until {linkUntil}. If you do nothing, this registration is removed on {removedOn}.",
      removed: "If you do nothing, this registration is removed on {removedOn}.",
      slip: {
        question: "Did you mean {address}?",
        use: "Use {address}",
        keep: "Keep {email}",
        waits: "You typed {email}. If you do not choose, our email goes there on {time}.",
        sent: "We wrote to {email}, as you typed it. If that is a typo, correct it here.",
        typed: "You typed {email}. If that is a typo, correct it here.",
      },
      due: "An email will go out on {time} to {email}",
      delayed:
        "The mail server of {domain} is asking us to wait before it takes our email to {email}. We keep trying; the next try is on {nextTry}.",
      notYet:
        "Our mail server could not send our email to {email} yet. We have to fix that, and you need not do anything: we keep trying, the next time on {nextTry}.",
      notDelivered:
        "Our mail server could not deliver the email to {email}. That need not be your address's fault. Send the email again, or use a different address.",
      notSent: "We have not sent this email. Send it again, or use a different address.",
      lastNotSent: "We have not sent the last email you asked for. The one before still works.",
      notSentBusy:
        "We have not sent this email, because unusually many people were registering here. Send it again, or use a different address.",
      lastNotSentBusy:
        "We have not sent the last email you asked for, because unusually many people were registering here. The one before still works.",
      undeliverable: "We could not deliver to {email}. {trouble} Check the address.",
      suppressed:
        "We could not deliver to {email}: an email to it came back a short while ago. {trouble} Check the address. If it is right, send the email again in an hour.",
      /** What is wrong with the address; never the words of its mail server. */
      troubles: {
        "no-mailbox": "Its mail server says that there is no such mailbox, or that it is closed.",
        full: "Its mail server says that the mailbox is full.",
        "no-domain": "Its domain does not exist, or takes no email.",
        closed: "Its mail server says that the mailbox takes email from certain senders only.",
        refused: "Its mail server does not accept email for it.",
      },
      busy: "Unusually many people are registering here at the moment, so there will be a delay. We send your email to {email} as soon as we can.",
      stay: "Emails for people who stay on this page are sent first, usually within a few minutes. If we cannot send yours within three hours, this page tells you, and you can send it again.",
      reloads: "This page reloads every minute.",
      stopReloading: "Stop reloading",
      held: "We cannot send any email at the moment, so there will be a delay. Nothing is lost: your email waits here, and goes out by itself to {email}. You need not do anything.",
      tooLate: "We could not send your email in time. Send it again.",
      expired: "The link we sent has expired. Send the email again to get a new one.",
    },
    getMail: {
      title: "Get a new confirmation email",
      email: "Email address",
      send: "Send",
      ended:
        "You are no longer logged in here. If your address was confirmed in the meantime, by this registration or another one, log in. If it was not, we can send you a new email.",
      alreadyConfirmed: "Confirmed already?",
      logIn: "Log in",
      notRegistered: "Not registered, or too long ago?",
      register: "Create an account",
    },
    resend: {
      "too-soon": "You asked for it a moment ago. You can send it again in {wait}.",
      "too-many-mails":
        "You have reached the limit of {count} emails. Open the newest one, or register again.",
      "not-waiting": "This registration is not waiting to be confirmed any more.",
    },
    cancel: {
      title: "Cancel this registration?",
      text: "The registration for {email} is removed, and the link we mailed stops working.",
      button: "Cancel the registration",
      back: "Keep it",
    },
    code: {
      "code-missing": "Enter the code",
      "code-format": "Code must be 8 digits",
      "wrong-code": "That code is not right. Check the newest email, or send it again",
      "expired-code": "That code has expired. Use the link in the email, or send it again",
      "dead-code": "That code no longer works. Send the email again to get a new one",
    },
    confirm: {
      confirming: "Confirming your address",
      title: "Confirm your email address",
      button: "Confirm my address",
      registered: "{email} · registered {time}, with {browser}.",
      enterPassword: "Enter the password you chose then.",
      password: "Password",
      dontKnow: "I do not know that password",
      orCode: "Or type the code from the email on the device where you registered.",
      newPassword: "Choose a new password",
      newPasswordHint: "The old password and its sessions stop working.",
      withNewPassword: "Confirm with the new password",
      notMe: "I did not create this account",
      /** A link that the application before Postern mailed. */
      oldLink: {
        text: "{app} has a new login. Continue to confirm {email} there.",
        button: "Continue",
      },
      proofNeeded: "Enter the password of this registration, or choose a new one",
      wrongPassword:
        "That is not the password of this registration. Try again, or choose a new one",
      noTriesLeft: "That was wrong too often. Choose a new password instead",
    },
    confirmed: {
      title: "Your email address is confirmed",
      loggedIn: "You are logged in as {email}.",
      loggedInHere: "You are logged in here as {email}.",
      otherGoesOn: "The device where you registered continues by itself.",
      otherLoggedOut: "Every other device that used this registration has been logged out.",
      continueTo: "Continue to {app}",
      asOther: "{email} is confirmed. In this browser you are logged in as {other}.",
      stayAs: "Stay as {other}",
      logInAs: "Log in as {email}",
    },
    states: {
      "already-confirmed": {
        title: "This address is already confirmed",
        text: "{email} was confirmed on {time}. There is nothing more to do.",
      },
      expired: {
        title: "This link has expired",
        text: "It was sent on {time} and worked for {lifetime}.",
        sendNew: "Send a new link to {masked}",
      },
      replaced: {
        title: "This link was replaced",
        text: "The registration has a newer link, or uses another address now. Open the newest email from {app}.",
      },
      disabled: {
        title: "This account is suspended",
        text: "Ask the people who run this site to lift that.",
      },
      removed: {
        title: "This registration was removed",
        text: "It was removed or not confirmed in time.",
      },
      "address-taken": {
        title: "This address already has an account",
        text: "{email} was confirmed for another account in the meantime.",
      },
      unknown: {
        title: "We do not recognise this link",
        waits:
          "Your mail program may have cut it. Copy the whole link, or enter the code from the email instead.",
        nobody:
          "Your mail program may have cut it. Copy the whole link, or type the code from the email on the device where you registered.",
        confirmed: "Your mail program may have cut it. If you need it, copy the whole link.",
      },
      goToLogin: "Log in",
      continue: "Continue",
      register: "Create an account",
      reset: "Reset your password",
      enterCode: "Enter the code",
      getMail: "Get a new email",
      stopMail: "I do not want these emails",
    },
    notMe: {
      title: "Remove this registration?",
      text: "Somebody used {email} to create an account with {app} on {time}. If that was not you, remove it. We will then not write to you about it again.",
      sure: "I did not create this account",
      button: "Remove it",
      stopMail: "Also stop all emails like this one",
      back: "Go back",
      done: "The registration is removed",
      doneText: "Nobody can use it any more, and we will not write to you about it again.",
    },
    mail: {
      subject: "Confirm your email address",
      againSubject: "Your new confirmation link ({clock})",
      preheader: "With a link, and with a code to type. The link works until {until}.",
      againPreheader: "With a new link and a new code.",
      cause:
        "Someone, hopefully you, created an account with {app} for this address on {time}, using {browser}.",
      againCause: "Somebody asked for this email again. Earlier links still work.",
      reminderSubject: "Your address is not confirmed yet",
      reminder: "Someone, hopefully you, created an account with {app} for this address on {time}.",
      removed: "If nobody confirms it, the registration is removed on {time}.",
      button: "Confirm my address",
      code: "Or enter this code on the page you left open",
      lifetimes: "The code works for {code}, the link until {until}.",
      linkLives: "The link works until {until}.",
      notMe: "Not you? Remove the registration",
      notMeCode: "The page that removes it asks for this code",
      reason: "You received this email because this address was used to create an account.",
    },
    alreadyRegistered: {
      subject: "You already have an account",
      preheader: "Log in, or choose a new password.",
      cause:
        "Somebody asked to create an account with {app} for this address on {time}. You already have one, created on {since}.",
      logIn: "Log in",
      reset: "Reset my password",
      unchanged: "If that was not you, there is nothing to do: your account is unchanged.",
      reason: "You received this email because this address belongs to an account.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "old-link-exchanged": "Opened a confirmation link of the earlier login",
      "registration-disowned": "Registration removed: somebody else had made it",
      "registration-removed": "Registration removed: another one was confirmed",
      "confirmation-resent": "Confirmation mail asked for again",
      "confirmation-reminded": "Reminded by email to confirm the address",
      confirmed: "Address confirmed",
    },
    /** Shown once, on the next page. */
    notices: {
      "already-confirmed": "Your address is confirmed already.",
      "sent-again": "We are sending it again. Older links keep working.",
      "asked-again": "If that address is waiting to be confirmed, a new email is on its way.",
      "address-changed":
        "We are writing to the new address. The link we sent to the old one no longer works.",
      "registration-cancelled": "The registration is removed.",
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      confirm: "Confirm your address",
      "confirm-again": "Confirm your address, sent again",
      "confirm-reminder": "Confirm your address, as a reminder",
      "already-registered": "You already have an account",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
