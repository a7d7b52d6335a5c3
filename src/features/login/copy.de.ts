// German texts for logging in and out.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Anmelden",
  email: "E-Mail-Adresse",
  password: "Passwort",
  button: "Anmelden",
  shared: "Dies ist ein gemeinsam genutzter Computer",
  sharedHint:
    "Dann werden Sie abgemeldet, wenn Sie den Browser schließen oder ihn {time} lang nicht verwenden.",
  forgot: "Passwort vergessen",
  register: "Konto anlegen",
  loggedInAs: "Sie sind angemeldet als {email}.",
  continueTo: "Weiter zu {app}",
  errors: {
    "email-missing": "Geben Sie Ihre E-Mail-Adresse ein",
    "password-missing": "Geben Sie Ihr Passwort ein",
    "wrong-credentials": "E-Mail-Adresse oder Passwort ist nicht richtig",
  },
  disabled: {
    title: "Dieses Konto ist gesperrt",
    text: "Ihr Passwort ist richtig, aber dieses Konto wurde von der Administration gesperrt.",
  },
  toBeDeleted: {
    title: "Dieses Konto wird gelöscht",
    text: "Sie haben die Löschung angefordert. Das Konto wird am {date} gelöscht. Wenn Sie es behalten möchten, verwenden Sie den Link in der E-Mail, die wir Ihnen damals gesendet haben.",
    noMail:
      "Sie finden diese E-Mail nicht? Wir können Ihnen einen Link senden, mit dem Sie ein neues Passwort wählen. Auch dadurch behalten Sie das Konto.",
    button: "Link zum Behalten senden",
  },
  again: {
    title: "Passwort noch einmal eingeben",
    text: "Sie sind dabei, etwas Wichtiges zu ändern.",
    password: "Passwort",
    button: "Weiter",
    errors: {
      "password-missing": "Geben Sie Ihr Passwort ein",
      "wrong-password": "Das ist nicht Ihr Passwort",
    },
  },
  unconfirmed: "Bestätigen Sie Ihre E-Mail-Adresse, bevor Sie sich anmelden",
  tooMany: "Passwort zurücksetzen",
  newDevice: {
    subject: "Neue Anmeldung in Ihrem Konto",
    preheader: "{browser}, {time}.",
    text: "Am {time} hat sich jemand in Ihrem Konto angemeldet, und zwar in einem Browser, der dafür bisher nicht verwendet wurde: {browser}.",
    wasYou:
      "Wenn Sie das waren, müssen Sie nichts tun. Andernfalls melden Sie dieses Gerät ab und ändern Sie Ihr Passwort.",
    see: "Geräte ansehen",
    reason:
      "Sie haben diese E-Mail erhalten, weil wir Sie über Anmeldungen auf neuen Geräten informieren.",
  },
  paused: {
    subject: "Falsche Passwörter für Ihr Konto",
    preheader: "Jemand probiert Passwörter aus. Keines war richtig.",
    text: "Jemand hat für Ihr Konto hundertmal nacheinander ein falsches Passwort eingegeben. Das Passwort gilt deshalb vorerst nur noch in Browsern, in denen Sie sich schon einmal angemeldet haben. Dort ändert sich nichts. Um sich woanders anzumelden, wählen Sie ein neues Passwort.",
    elsewhere: "Neues Passwort wählen",
    wait: "Sonst müssen Sie nichts tun. Einen Tag nach dem letzten falschen Passwort endet das von selbst.",
    reason: "Sie haben diese E-Mail erhalten, weil jemand versucht, in Ihr Konto zu gelangen.",
  },
  logout: { title: "Abmelden?", button: "Abmelden" },
  auditActs: {
    "logged-in": "Angemeldet",
    "logged-out": "Abgemeldet",
    "password-paused": "Passwort vorübergehend ausgesetzt, nach hundert falschen Eingaben in Folge",
  },
  notices: {
    "logged-out": "Sie sind abgemeldet.",
    "weak-password": "Dieses Passwort ist leicht zu erraten. Bitte wählen Sie ein stärkeres.",
  },
  mailNames: {
    "new-device": "Neue Anmeldung",
    "password-paused": "Falsche Passwörter",
  },
});
