// German texts that belong to no single feature.

import { translation } from "../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  goHome: "Weiter zu {app}",
  again: "Seite erneut öffnen",
  crossSite: {
    title: "Wir konnten dieses Formular nicht annehmen",
    text: "Es kam nicht von dieser Website, oder die Seite war zu lange geöffnet.",
  },
  otherName: {
    title: "Öffnen Sie diese Website unter ihrer eigenen Adresse",
    text: "Sie haben sie unter {opened} geöffnet. Ihre Formulare funktionieren nur unter {baseUrl}. Es wurde nichts geändert.",
    open: "Dort öffnen",
  },
  notFound: {
    title: "Seite nicht gefunden",
    text: "Wenn Sie die Adresse selbst eingegeben haben, prüfen Sie die Schreibweise.",
  },
  notAdmin: {
    title: "Diese Seite ist der Administration vorbehalten",
    text: "Das Konto, mit dem Sie angemeldet sind, hat keine Administratorrechte.",
  },
  roleMissing: {
    title: "Diese Seite ist für Ihr Konto nicht freigegeben",
    text: "Dem Konto, mit dem Sie angemeldet sind, fehlt die Rolle dafür. Wer die Website betreibt, kann sie Ihnen geben.",
  },
  wrongMethod: {
    title: "Das geht hier nicht",
    text: "Diese Adresse nimmt Anfragen dieser Art nicht an.",
  },
  malformed: {
    title: "Wir konnten dieses Formular nicht lesen",
    text: "Es enthält etwas, das diese Seite nicht sendet. Öffnen Sie die Seite erneut und geben Sie alles noch einmal ein.",
  },
  oddCursor: {
    title: "Wir konnten diesen Teil der Liste nicht finden",
    text: "Die Adresse dieser Seite wurde verändert oder abgeschnitten.",
    again: "Liste von Anfang an öffnen",
  },
  tooLarge: { title: "Das ist zu groß", text: "So viele Daten nimmt diese Seite nicht an." },
  mediaType: {
    title: "Wir konnten dieses Formular nicht lesen",
    text: "Senden Sie es als application/x-www-form-urlencoded oder application/json, ohne Content-Encoding.",
  },
  tooMany: {
    title: "Zu viele Versuche",
    text: "Warten Sie bis zum {until}. Danach können Sie es erneut versuchen.",
  },
  passwordPaused: {
    title: "Das Passwort kann hier zurzeit nicht verwendet werden",
    text: "Für diese Adresse wurden zu viele falsche Passwörter eingegeben. In Browsern, in denen Sie sich mit dieser Adresse schon einmal angemeldet haben, gilt das Passwort weiterhin. Überall sonst ist ein neues nötig; eine E-Mail erklärt, wie Sie es wählen.",
    action: "Neues Passwort wählen",
  },
  broken: {
    title: "Bei diesem Dienst ist ein Fehler aufgetreten",
    text: "Versuchen Sie es in ein paar Minuten erneut. Referenz: {reference}",
  },
  misused: {
    title: "Bei diesem Dienst ist ein Fehler aufgetreten",
    text: "Es wurde nichts geändert. Die Ursache liegt in der Einrichtung dieser Website. Für ihre Entwickler:",
  },
  busy: {
    title: "Der Dienst ist nicht verfügbar",
    text: "Zurzeit greifen zu viele Menschen gleichzeitig zu, oder etwas, das der Dienst braucht, antwortet nicht. Versuchen Sie es in ein paar Sekunden erneut.",
  },
  loginNeeded: "Melden Sie sich zuerst an",
  confirmFirst: "Bestätigen Sie zuerst Ihre E-Mail-Adresse",
  passwordNeeded: "Geben Sie zuerst noch einmal Ihr Passwort ein",
  secondFactorNeeded: "Um fortzufahren, brauchen Sie Ihren zweiten Faktor.",
  secondFactorRequired: "Richten Sie zuerst die Anmeldung in zwei Schritten ein",
  terms: {
    read: "Nutzungsbedingungen lesen, Fassung {version}",
    newTab: "(öffnet einen neuen Tab)",
    accept: "Ich stimme den Nutzungsbedingungen zu",
    needed: "Stimmen Sie zuerst den Nutzungsbedingungen zu",
    errors: {
      "terms-missing": "Setzen Sie das Häkchen, um den Nutzungsbedingungen zuzustimmen",
      "terms-changed":
        "Die Nutzungsbedingungen haben sich geändert, seit Sie diese Seite geöffnet haben. Lesen Sie die neuen und setzen Sie das Häkchen, um ihnen zuzustimmen",
    },
  },
  userFields: {
    missing: "Füllen Sie „{label}“ aus",
    tooLong: "„{label}“ ist zu lang",
    wrong: "Prüfen Sie „{label}“",
    optional: "{label} (freiwillig)",
    choose: "Bitte wählen",
  },
  notices: {
    "log-in-first": "Melden Sie sich an, um fortzufahren.",
    "session-ended":
      "Sie wurden abgemeldet, weil diese Sitzung beendet ist. Melden Sie sich an, um fortzufahren.",
    "confirm-first": "Bestätigen Sie Ihre Adresse, um fortzufahren.",
    "second-factor-required":
      "Diese Website verlangt die Anmeldung in zwei Schritten. Richten Sie sie ein, um fortzufahren.",
  },
});
