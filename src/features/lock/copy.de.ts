// German texts for locking an account.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Konto sichern?",
  text: "Das ist für den Fall, dass jemand anders im Konto von {email} ist. Dann geschieht Folgendes:",
  means: [
    "Alle werden abgemeldet, in jedem Browser.",
    "Passkeys, Authenticator-Apps und Wiederherstellungscodes, die in den letzten 7 Tagen hinzugefügt wurden, werden entfernt. Ältere bleiben.",
    "Das Passwort gilt nicht mehr. Wir senden einen Link, mit dem Sie ein neues wählen, an die Adresse des Kontos.",
    "Die Adresse des Kontos lässt sich eine Woche lang nicht ändern.",
  ],
  moved:
    "Das Konto verwendet inzwischen eine andere Adresse. Um es zurückzuholen, verwenden Sie den Link in der E-Mail, die Ihnen das mitgeteilt hat, zusätzlich oder stattdessen.",
  button: "Konto sichern",
  done: "Ihr Konto ist gesichert",
  doneText:
    "Alle Geräte sind abgemeldet, und das alte Passwort gilt nicht mehr. Wir haben einen Link an {email} gesendet, mit dem Sie ein neues wählen.",
  doneMoved:
    "Alle Geräte sind abgemeldet, und das alte Passwort gilt nicht mehr. Das Konto verwendet eine andere Adresse, und wir haben dorthin einen Link gesendet, mit dem sich ein neues Passwort wählen lässt. Um das Konto zurückzuholen, verwenden Sie den Link in der E-Mail, die Ihnen die neue Adresse mitgeteilt hat.",
  states: {
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Wenn jemand anders in Ihrem Konto ist, wählen Sie ein neues Passwort.",
    },
    used: {
      title: "Dieser Link wurde schon verwendet",
      text: "Das Konto wurde gesichert. Wählen Sie ein neues Passwort, um sich anzumelden.",
    },
    replaced: {
      title: "Dieser Link wurde ersetzt",
      text: "Das Konto wurde nach dieser E-Mail mit einem anderen Link gesichert oder zurückgeholt. Wenn jemand anders darin ist, wählen Sie ein neues Passwort.",
    },
    removed: {
      title: "Dieser Link funktioniert nicht mehr",
      text: "Das Konto gibt es nicht mehr.",
    },
    disabled: {
      title: "Dieses Konto ist gesperrt",
      text: "Bitten Sie den Betreiber dieser Website, die Sperre aufzuheben. Danach funktioniert dieser Link wieder, solange er nicht abgelaufen ist.",
    },
    unknown: {
      title: "Wir kennen diesen Link nicht",
      text: "Vielleicht hat Ihr E-Mail-Programm ihn abgeschnitten. Kopieren Sie den ganzen Link.",
    },
    reset: "Neues Passwort wählen",
  },
  auditActs: { "account-locked": "Konto gesichert" },
});
