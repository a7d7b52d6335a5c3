// All texts for passkeys and security keys.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Your passkeys",
    text: "A passkey logs you in with your fingerprint, your face or the PIN of your device, without a password.",
    none: "You have no passkeys yet.",
    does: {
      "log-in": "Logs you in without a password.",
      "second-step": "Second step after your password.",
    },
    synced: "Synced",
    oneDevice: "One device",
    added: "Added {ago}",
    used: "last used {ago}",
    unused: "not used yet",
    change: "Rename or remove",
    quoted: "“{name}”",
    add: {
      title: "Add a passkey",
      name: "Name",
      hint: "For example the device that it is on.",
      button: "Add a passkey",
      missing: "This browser cannot add a passkey, or its scripts are turned off.",
    },
    key: {
      title: "Add a security key as a second step",
      text: "A key that cannot log you in by itself can be a second step. From then on, your password alone is not enough.",
      button: "Add a security key",
      name: "Security key",
    },
    back: "Back to your profile",
    one: {
      added: "Added",
      used: "Last used",
      unused: "Not yet",
      kind: "Use",
      kept: "Kept",
      keptSynced: "On all devices that share your password manager",
      keptHere: "On one device",
      name: "Name",
      rename: "Save the name",
      back: "Back to your passkeys",
    },
    remove: {
      title: "Remove it",
      left: "After that, these ways to log in are left:",
      ways: {
        password: "Your password",
        "password-and-code": "Your password, with a code from your app",
        "password-and-recovery-code": "Your password, with a recovery code",
        "password-and-key": "Your password, with a security key",
        reset: "None. You can choose a new password with a link that we email to you.",
        passkey: "Your passkey “{name}”",
      },
      oneStep: "Logging in will take only one step.",
      required: "You need a second step here. Add another one before you remove this.",
      device: "Your device may keep offering it until you delete it there, too.",
      button: "Remove",
    },
    offer: {
      title: "Log in without a password next time",
      text: "Your device can keep a passkey for this site. Then your fingerprint, your face or the PIN of your device is enough to log in.",
      later: "Your password still works. You can add passkeys at any time on your profile.",
      button: "Add a passkey",
      notNow: "Not now",
    },
    unknown: {
      title: "That passkey did not work",
      text: "It does not belong to any account here. It may have been removed.",
      back: "Back",
    },
    mail: {
      added: {
        subject: "A passkey was added to your account",
        preheader: "If that was not you, act now.",
        text: "On {time}, a passkey or security key was added to your account, using {browser}. It is now one of the ways to log in.",
      },
      removed: {
        subject: "A passkey was removed from your account",
        preheader: "If that was not you, act now.",
        text: "On {time}, a passkey or security key was removed from your account, using {browser}. All other devices were logged out.",
      },
      behind: {
        subject: "One of your passkeys may have been copied",
        preheader: "If you did not move it to another password manager, act now.",
        text: "On {time}, somebody used a passkey or security key of yours, in {browser}. It counts how often it is used, and the number was lower than before. That also happens when you move it to another password manager. If you did not, somebody may have copied it.",
      },
      reason: "You received this email because you should know of everything that can log you in.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "passkey-added": "Passkey added",
      "passkey-removed": "Passkey removed",
      "passkey-behind": "Passkey used that may have been copied",
    },
    /** Shown once, on the next page. */
    notices: {
      "passkey-added": "Your passkey was added.",
      "security-key-added": "Your security key was added.",
      "passkey-renamed": "The name was saved.",
      "passkey-removed": "It was removed.",
      "wrong-passkey": "That passkey did not work. Try again, or use another way.",
      "passkey-refused": "It was not added. Try again.",
      "passkey-taken": "It was not added, because it had been added before.",
      "too-many-passkeys":
        "You have as many passkeys as there can be. Remove one before you add another.",
      "passkey-name-missing": "Enter a name.",
      "passkey-required":
        "You need a second step here, and this is your last one. Add another one before you remove it.",
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      "passkey-added": "Passkey added",
      "passkey-removed": "Passkey removed",
      "passkey-behind": "Passkey that may have been copied",
    },
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Passkeys",
      value: "Log in without a password",
      action: { text: "See and add", hiddenText: "your passkeys" },
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
