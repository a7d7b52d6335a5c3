// German texts for changing a known password.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Passwort ändern",
  for: "Für {email}",
  current: "Aktuelles Passwort",
  password: "Neues Passwort",
  passwordHint: "Mindestens {minLength} Zeichen. Andere Geräte werden abgemeldet.",
  button: "Passwort ändern",
  back: "Zurück zum Profil",
  currentErrors: {
    "password-missing": "Geben Sie Ihr aktuelles Passwort ein",
    "wrong-password": "Das aktuelle Passwort ist nicht richtig",
  },
  unchanged: "Das neue Passwort muss sich vom aktuellen unterscheiden",
  tooMany: "Passwort zurücksetzen",
  mail: {
    subject: "Ihr Passwort wurde geändert",
    preheader: "Wenn Sie das nicht waren, handeln Sie jetzt.",
    changed: "Ihr Passwort wurde am {time} geändert. Alle anderen Geräte wurden abgemeldet.",
    changedWith:
      "Ihr Passwort wurde am {time} geändert. Verwendet wurde: {browser}. Alle anderen Geräte wurden abgemeldet.",
    notYou:
      "Waren Sie das nicht? Dann kennt jemand anders Ihr Passwort. Wählen Sie ein neues: Dadurch werden alle Geräte abgemeldet. Das geht unabhängig davon, was diese Person sonst noch ändert.",
    button: "Neues Passwort wählen",
    tellUs: "Und teilen Sie es uns mit",
    reason:
      "Sie haben diese E-Mail erhalten, weil Sie von jeder Änderung Ihres Passworts wissen sollten.",
  },
  auditActs: {
    "password-changed": "Passwort geändert",
  },
  notices: {
    "password-changed": "Ihr Passwort ist geändert. Andere Geräte wurden abgemeldet.",
  },
  onProfile: {
    term: "Passwort",
    changed: "Geändert am {time}",
    neverChanged: "Wie bei der Registrierung gewählt",
    action: { text: "Ändern", hiddenText: "(Ihr Passwort)" },
  },
  mailNames: {
    "password-changed": "Änderung Ihres Passworts",
  },
});
