// All texts for logging in with two steps.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    overview: {
      title: "Two-step login",
      text: "With two-step login, nobody can log in with your password alone. The second step shows that it is you.",
      atLogin: {
        term: "At login",
        one: "Your password is enough",
        two: "Your password, then a second step",
      },
      app: {
        term: "Authenticator app",
        none: "Not set up",
        notOffered: "Not offered here",
        since: "Set up on {date}",
        setUp: { text: "Set up", hiddenText: "an authenticator app" },
        remove: { text: "Remove", hiddenText: "the authenticator app" },
        move: "Set up the app on another phone",
      },
      codes: {
        term: "Recovery codes",
        left: { one: "1 code left", other: "{count} codes left" },
        make: { text: "Make new ones", hiddenText: "to replace your recovery codes" },
      },
      few: {
        one: "You have 1 recovery code left. Make new ones before you need them.",
        other: "You have {count} recovery codes left. Make new ones before you need them.",
      },
      required: "This site requires two-step login. Set up an authenticator app to continue.",
      orPasskey: "Add a passkey instead",
      turnOnText:
        "You have a passkey. Your password alone is still enough to log in: you can have the passkey asked for, too.",
      turnOn: "Turn on two-step login",
      turnOffText: "After your password, we ask for your passkey or a recovery code.",
      turnOff: "Turn off two-step login",
      browsers: "Remembered browsers",
      browsersText: "In these browsers, your password is enough.",
      remembered: "Remembered {ago}",
      until: "until {date}",
      from: "from {client}",
      forget: "Forget",
      forgetThis: "{browser}, remembered {on}",
      forgetThisNth: "{browser}, remembered {on} ({nth})",
      forgetAll: "Forget all browsers",
      back: "Back to your profile",
    },
    app: {
      title: "Set up an authenticator app",
      moveTitle: "Set up the app on another phone",
      move: "Once you have entered a code from the other phone, the app on the old one stops working for this account.",
      what: "An authenticator app is an app on your phone that shows a new code every 30 seconds. You may have one already: many password managers can do this too.",
      scan: "Scan this picture with an authenticator app on your phone.",
      picture: "QR code that contains the key below",
      here: "Open it in an app on this device",
      type: "Or type this key into the app:",
      code: "Code from the app",
      hint: "6 digits. The app shows new ones every 30 seconds.",
      button: "Continue",
      cancel: "Cancel",
      errors: {
        "code-missing": "Enter the code from the app",
        "wrong-code":
          "That code is not right. Try the next one, and check that your phone sets its time automatically",
        "set-up-ended": "This set-up has ended. Scan the new picture",
      },
    },
    codes: {
      title: "Your recovery codes",
      once: "You see these codes only now. Print this page or save the codes before you go on.",
      text: "If you cannot use your phone, a recovery code takes its place at login. Each code works once.",
      replaces: {
        one: "These codes replace the one that you still have.",
        other: "These codes replace the {count} that you still have.",
      },
      list: "Recovery codes",
      file: "Save the codes as a file",
      fileName: "recovery-codes.txt",
      fileTitle: "Recovery codes for {email} at {app}",
      fileText: "Each code works once, instead of a code from your authenticator app.",
      turnOn: "I have saved them. Turn on two-step login",
      use: "I have saved them. Use these codes",
      cancel: "Cancel",
      ended:
        "That page was out of date. Other codes are shown now. Save these, and confirm it below",
    },
    remove: {
      title: "Remove the authenticator app?",
      text: "Your password alone is then enough to log in. Your recovery codes stop working.",
      unusable:
        "You would be asked for your passkeys, and this site does not take any at the moment. Remove your passkeys first, or set up the app on another phone.",
      textWithOthers: "Your passkeys and your recovery codes keep working.",
      others: "Everybody is logged out on other devices, and all browsers are forgotten.",
      button: "Remove the app",
      required:
        "This site requires two-step login. You can set up the app on another phone instead.",
      back: "Back to two-step login",
    },
    step: {
      title: "Enter a code",
      text: "Your password was right. Now show that it is you.",
      again: "You are about to change something important.",
      code: "Code",
      hint: "6 digits from your authenticator app, or a recovery code",
      remember: "Do not ask in this browser for {duration}",
      rememberHint: "Only if nobody else uses it.",
      button: "Log in",
      buttonAgain: "Continue",
      lost: "I cannot use the app or a recovery code",
      leave: "Log out",
      clock:
        "If codes are refused again and again, check that your phone sets its time automatically.",
      errors: {
        "code-missing": "Enter a code",
        "wrong-code": "That code is not right",
        "code-used": "That code was already used. Wait until the app shows the next one",
      },
    },
    left: {
      title: "You used a recovery code",
      text: {
        one: "It does not work again. You have 1 recovery code left.",
        other: "It does not work again. You have {count} recovery codes left.",
      },
      make: "Make new recovery codes",
      few: "Make new ones now: without a code and without your phone, getting back into your account takes days.",
      continue: "Continue",
    },
    mail: {
      on: {
        subject: "Two-step login is set up",
        preheader: "If that was not you, act now.",
        text: "On {time}, two-step login was set up or changed in your account, using {browser}. Whoever logs in with the password must now also enter a code or use a passkey. All other devices were logged out.",
      },
      off: {
        subject: "A second step was removed from your account",
        preheader: "If that was not you, act now.",
        text: "On {time}, an authenticator app was removed from your account, or two-step login was turned off, using {browser}. Your password may now be enough to log in. All other devices were logged out.",
      },
      made: {
        subject: "You have new recovery codes",
        preheader: "If that was not you, act now.",
        text: "On {time}, new recovery codes were made in your account, using {browser}. The earlier ones stopped working.",
      },
      used: {
        subject: "A recovery code was used",
        preheader: "If that was not you, act now.",
        text: "On {time}, somebody used one of your recovery codes, in {browser}. Each code works once.",
        left: {
          one: "You have 1 recovery code left.",
          other: "You have {count} recovery codes left.",
        },
        few: "Make new ones before you need them.",
        make: "Make new recovery codes",
      },
      guessed: {
        subject: "Somebody knows your password",
        preheader: "They are guessing the code of your second step.",
        text: "On {time}, somebody entered many wrong codes after your password, most recently in {browser}. They did not get in. For now, we accept no more codes from browsers that we do not know.",
        wasYou:
          "If that was you, wait a while and try again. Check that your phone sets its time automatically.",
      },
      reason: "You received this email because you should know of every change of how you log in.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "two-step-on": "Two-step login set up",
      "two-step-off": "Second step removed or turned off",
      "recovery-codes-made": "New recovery codes made",
      "recovery-code-used": "Recovery code used",
      "codes-guessed": "Wrong codes entered",
    },
    /** Shown once, on the next page. */
    notices: {
      "two-step-on": "Two-step login is set up. All other devices were logged out.",
      "two-step-off": "Your change is saved. All other devices were logged out.",
      "recovery-codes-made":
        "Your new recovery codes work from now on, and the earlier ones do not.",
      "browsers-forgotten": "We ask for the second step there again.",
      "set-up-cancelled": "Nothing was changed.",
    },
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Two-step login",
      on: "On",
      off: "Off",
      action: { text: "See and change", hiddenText: "two-step login" },
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      "two-step-on": "Two-step login set up",
      "two-step-off": "Second step removed",
      "recovery-codes-made": "New recovery codes",
      "recovery-code-used": "Recovery code used",
      "codes-guessed": "Wrong codes",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
