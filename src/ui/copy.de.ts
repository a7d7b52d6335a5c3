// German texts of every page and every mail.

import { translation } from "../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "{title} – {app}",
  errorTitle: "Fehler: {title}",
  skip: "Zum Hauptinhalt springen",
  navigation: "Konto",
  register: "Registrieren",
  logIn: "Anmelden",
  logOut: "Abmelden",
  confirm: "Bestätigen",
  profile: "Profil",
  loggedInAs: "Angemeldet als",
  languages: "Sprache",
  help: "Hilfe",
  privacy: "Datenschutz",
  terms: "Nutzungsbedingungen",
  imprint: "Impressum",
  development: "Entwicklung: E-Mails verlassen diesen Rechner nicht.",
  mailbox: "Postfach öffnen",
  problem: "Es gibt ein Problem",
  error: "Fehler:",
  warning: "Warnung:",
  newest: "Neueste",
  older: "Ältere",
  show: "Anzeigen",
  showPassword: "Passwort anzeigen",
  hide: "Verbergen",
  hidePassword: "Passwort verbergen",
  passwordShown: "Ihr Passwort wird angezeigt.",
  passwordHidden: "Ihr Passwort ist verborgen.",
  labelled: "{label}:",
  mailFoot: "{app} · {support}",
  mailSubject: "{news} – {app}",
  notMe: {
    text: "Waren Sie das nicht? Dann ist jemand anderes in Ihrem Konto. Sichern Sie es: Alle werden abgemeldet, und Sie wählen ein neues Passwort. Der Link funktioniert bis {until}.",
    button: "Das war ich nicht",
    code: "Die Seite fragt nach diesem Code",
  },
  reader: {
    code: "Code aus der E-Mail",
    hint: "8 Ziffern, in derselben E-Mail wie der Link. Der Code zeigt, dass hier ein Mensch handelt und kein Programm.",
    errors: {
      "code-missing": "Geben Sie den Code aus der E-Mail ein",
      "code-format": "Der Code muss aus 8 Ziffern bestehen",
      "wrong-code": "Dieser Code ist nicht richtig. Er steht in derselben E-Mail wie der Link",
      "not-sure": "Setzen Sie das Häkchen",
    },
  },
});
