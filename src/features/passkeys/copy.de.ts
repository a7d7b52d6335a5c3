// German texts for passkeys and security keys.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    added: {
      subject: "Neuer Passkey für Ihr Konto",
      preheader: "Wenn Sie das nicht waren, handeln Sie jetzt.",
      text: "Am {time} wurde mit {browser} ein Passkey oder Sicherheitsschlüssel zu Ihrem Konto hinzugefügt. Er gehört nun zu den Wegen, sich anzumelden.",
    },
    removed: {
      subject: "Ein Passkey wurde aus Ihrem Konto entfernt",
      preheader: "Wenn Sie das nicht waren, handeln Sie jetzt.",
      text: "Am {time} wurde mit {browser} ein Passkey oder Sicherheitsschlüssel aus Ihrem Konto entfernt. Alle anderen Geräte wurden abgemeldet.",
    },
    behind: {
      subject: "Einer Ihrer Passkeys wurde vielleicht kopiert",
      preheader:
        "Wenn Sie ihn nicht in einen anderen Passwortmanager übertragen haben, handeln Sie jetzt.",
      text: "Am {time} hat jemand einen Passkey oder Sicherheitsschlüssel von Ihnen verwendet, mit {browser}. Er zählt, wie oft er verwendet wird, und die Zahl war niedriger als zuvor. Das kommt auch vor, wenn Sie ihn in einen anderen Passwortmanager übertragen. Wenn Sie das nicht getan haben, hat ihn vielleicht jemand kopiert.",
    },
    reason:
      "Sie erhalten diese E-Mail, weil Sie von allem wissen sollen, womit man sich in Ihrem Konto anmelden kann.",
  },
  auditActs: {
    "passkey-added": "Passkey hinzugefügt",
    "passkey-removed": "Passkey entfernt",
    "passkey-behind": "Möglicherweise kopierter Passkey verwendet",
  },
  notices: {
    "passkey-added": "Ihr Passkey wurde hinzugefügt.",
    "security-key-added": "Ihr Sicherheitsschlüssel wurde hinzugefügt.",
    "passkey-renamed": "Der Name wurde gespeichert.",
    "passkey-removed": "Der Eintrag wurde entfernt.",
    "wrong-passkey":
      "Dieser Passkey hat nicht funktioniert. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.",
    "passkey-refused": "Das Hinzufügen hat nicht geklappt. Versuchen Sie es noch einmal.",
    "passkey-taken": "Es wurde nichts hinzugefügt, denn dieser Passkey ist schon eingetragen.",
    "too-many-passkeys":
      "Mehr Passkeys sind nicht möglich. Entfernen Sie einen, bevor Sie einen weiteren hinzufügen.",
    "passkey-name-missing": "Geben Sie einen Namen ein.",
    "passkey-required":
      "Hier ist ein zweiter Schritt vorgeschrieben, und dies ist Ihr letzter. Fügen Sie einen anderen hinzu, bevor Sie ihn entfernen.",
  },
  mailNames: {
    "passkey-added": "Passkey hinzugefügt",
    "passkey-removed": "Passkey entfernt",
    "passkey-behind": "Möglicherweise kopierter Passkey",
  },
});
