// All texts for passkeys and security keys.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
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
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
