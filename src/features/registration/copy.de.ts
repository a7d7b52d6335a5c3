// German texts for registering.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Konto anlegen",
  haveOne: "Sie haben schon ein Konto?",
  logIn: "Anmelden",
  email: "E-Mail-Adresse",
  emailHint:
    "Wir senden einen Bestätigungslink an diese Adresse. Sie brauchen die Adresse zum Anmelden, und wir verwenden sie für Nachrichten zu Ihrem Konto.",
  password: "Passwort wählen",
  passwordHint: "Mindestens {minLength} Zeichen. Gut sind ein paar Wörter ohne Zusammenhang.",
  didYouMean: "Meinten Sie {address}?",
  button: "Konto anlegen",
  terms: "Wenn Sie ein Konto anlegen, stimmen Sie den {terms} zu.",
  termsLink: "Nutzungsbedingungen",
  loggedInAs: "Sie sind angemeldet als {email}.",
  continueTo: "Weiter zu {app}",
  logOutFirst: "Abmelden und ein anderes Konto anlegen",
  closed: {
    title: "Die Registrierung ist geschlossen",
    text: "Auf dieser Website können zurzeit keine neuen Konten angelegt werden.",
  },
  proof: {
    noScript:
      "Zurzeit registrieren sich ungewöhnlich viele Menschen. Ohne JavaScript kommt Unsere E-Mail vielleicht bis zu {wait} später, oder Sie müssen sie erneut anfordern.",
    working:
      "Zurzeit registrieren sich ungewöhnlich viele Menschen. Um Roboter fernzuhalten, löst Ihr Browser eine kleine Rechenaufgabe. Sie müssen nichts tun.",
    progress: "Die Aufgabe wird gelöst",
    waiting:
      "Einen Moment bitte. Ihr Konto wird angelegt, sobald Ihr Browser die Aufgabe gelöst hat, spätestens nach {patience}.",
    done: "Ihr Browser hat die Aufgabe gelöst.",
    failed:
      "Ihr Browser konnte die Aufgabe nicht lösen. Sie können trotzdem ein Konto anlegen. Unsere E-Mail kommt aber vielleicht bis zu {wait} später, oder Sie müssen sie erneut anfordern.",
    needed: {
      title: "Ein Arbeitsnachweis (Proof of Work) ist nötig",
      detail:
        'Finden Sie die Zahl von 0 bis {most}, für die der SHA-256-Wert von challenge.salt, gefolgt von der Zahl in Dezimalziffern, hexadezimal gleich challenge.challenge ist. Senden Sie dieselbe Anfrage innerhalb einer Stunde erneut, mit dem Salt, gefolgt von der Zahl, im Feld "proof". Jeder Nachweis gilt für eine Registrierung.',
    },
  },
  captcha: {
    label: "Prüfung, dass Sie kein Roboter sind",
    hint: "Zurzeit registrieren sich ungewöhnlich viele Menschen, deshalb prüft {provider}, dass Sie kein Roboter sind. Wenn die Prüfung nicht erscheint, können Sie trotzdem ein Konto anlegen. Unsere E-Mail kommt aber vielleicht bis zu {wait} später, oder Sie müssen sie erneut anfordern.",
    needed:
      'Senden Sie dieselbe Anfrage erneut, mit einem Token von {provider} für den Site Key captcha.siteKey im Feld "captcha". Jedes Token gilt für eine Registrierung.',
  },
  emailErrors: {
    "email-missing": "Geben Sie Ihre E-Mail-Adresse ein",
    "email-format":
      "Geben Sie eine E-Mail-Adresse im richtigen Format ein, zum Beispiel name@example.com",
    "email-source-route":
      "Geben Sie eine E-Mail-Adresse ohne % und ! ein, zum Beispiel name@example.com: Mailserver lesen diese Zeichen womöglich als Weg zu einer anderen Adresse",
    "email-too-long": "Die E-Mail-Adresse darf höchstens 254 Zeichen lang sein",
  },
  notAllowed:
    "Diese Adresse können wir hier nicht verwenden. Geben Sie eine andere E-Mail-Adresse ein",
  notAllowedAskFor:
    "Diese Adresse können wir hier nicht verwenden. Geben Sie eine andere E-Mail-Adresse ein oder bitten Sie um Hilfe: {support}",
  notAllowedButMeant: "Diese Adresse können wir hier nicht verwenden. Meinten Sie {address}?",
  passwordErrors: {
    "password-missing": "Geben Sie ein Passwort ein",
    "password-too-short": "Das Passwort muss mindestens {minLength} Zeichen lang sein",
    "password-too-long": "Das Passwort darf höchstens 256 Zeichen lang sein",
    "password-common":
      "Dieses Passwort steht auf einer Liste bekannt gewordener oder sehr häufiger Passwörter. Wählen Sie ein anderes",
    "password-contains-address":
      "Das Passwort darf weder Ihre E-Mail-Adresse noch „{app}“ enthalten",
    "password-forbidden-character":
      "Das Passwort enthält ein Zeichen, das sich nicht noch einmal eingeben lässt. Wählen Sie ein anderes Passwort",
  },
  auditActs: {
    registered: "Konto registriert",
    "registration-address-changed": "Adresse der Registrierung geändert",
    "registration-cancelled": "Registrierung abgebrochen",
    "registration-expired": "Registrierung gelöscht, weil niemand sie bestätigt hat",
  },
});
