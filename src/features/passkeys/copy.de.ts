// German texts for passkeys and security keys.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Ihre Passkeys",
  text: "Mit einem Passkey melden Sie sich mit Ihrem Fingerabdruck, Ihrem Gesicht oder der PIN Ihres Geräts an, ganz ohne Passwort.",
  none: "Sie haben noch keine Passkeys.",
  does: {
    "log-in": "Zum Anmelden ohne Passwort.",
    "second-step": "Zweiter Schritt nach dem Passwort.",
  },
  synced: "Synchronisiert",
  oneDevice: "Ein Gerät",
  added: "Hinzugefügt {ago}",
  used: "zuletzt verwendet {ago}",
  unused: "noch nicht verwendet",
  change: "Umbenennen oder entfernen",
  quoted: "„{name}“",
  add: {
    title: "Passkey hinzufügen",
    name: "Name",
    hint: "Zum Beispiel das Gerät, auf dem er gespeichert ist.",
    button: "Passkey hinzufügen",
    missing:
      "Dieser Browser kann keinen Passkey hinzufügen, oder seine Skripte sind ausgeschaltet.",
  },
  key: {
    title: "Sicherheitsschlüssel als zweiten Schritt hinzufügen",
    text: "Ein Schlüssel, der allein nicht zum Anmelden reicht, eignet sich als zweiter Schritt. Danach genügt das Passwort allein nicht mehr.",
    button: "Sicherheitsschlüssel hinzufügen",
    name: "Sicherheitsschlüssel",
  },
  back: "Zurück zum Profil",
  one: {
    added: "Hinzugefügt",
    used: "Zuletzt verwendet",
    unused: "Noch nicht",
    kind: "Verwendung",
    kept: "Gespeichert",
    keptSynced: "Auf allen Geräten mit Ihrem Passwortmanager",
    keptHere: "Auf einem Gerät",
    name: "Name",
    rename: "Namen speichern",
    back: "Zurück zu Ihren Passkeys",
  },
  remove: {
    title: "Eintrag entfernen",
    left: "Danach können Sie sich noch so anmelden:",
    ways: {
      password: "Mit Ihrem Passwort",
      "password-and-code": "Mit Ihrem Passwort und einem Code aus Ihrer App",
      "password-and-recovery-code": "Mit Ihrem Passwort und einem Wiederherstellungscode",
      "password-and-key": "Mit Ihrem Passwort und einem Sicherheitsschlüssel",
      reset:
        "Gar nicht mehr. Über einen Link, den wir Ihnen per E-Mail senden, können Sie ein neues Passwort wählen.",
      passkey: "Mit Ihrem Passkey „{name}“",
    },
    oneStep: "Zum Anmelden genügt dann ein Schritt.",
    required:
      "Hier ist ein zweiter Schritt vorgeschrieben. Fügen Sie einen anderen hinzu, bevor Sie diesen entfernen.",
    device: "Möglicherweise bietet Ihr Gerät ihn weiter an, bis Sie ihn auch dort löschen.",
    button: "Entfernen",
  },
  offer: {
    title: "Melden Sie sich künftig ohne Passwort an",
    text: "Ihr Gerät kann einen Passkey für diese Website speichern. Zum Anmelden genügt dann Ihr Fingerabdruck, Ihr Gesicht oder die PIN Ihres Geräts.",
    later: "Ihr Passwort bleibt gültig. In Ihrem Profil können Sie jederzeit Passkeys hinzufügen.",
    button: "Passkey hinzufügen",
    notNow: "Jetzt nicht",
  },
  unknown: {
    title: "Dieser Passkey hat nicht funktioniert",
    text: "Er gehört hier zu keinem Konto. Vielleicht wurde er entfernt.",
    back: "Zurück",
  },
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
  onProfile: {
    term: "Passkeys",
    value: "Ohne Passwort anmelden",
    action: { text: "Verwalten", hiddenText: "(Ihre Passkeys)" },
  },
});
