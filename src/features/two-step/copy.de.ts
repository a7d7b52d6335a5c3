// German texts for logging in with two steps.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  overview: {
    title: "Anmeldung in zwei Schritten",
    text: "Bei der Anmeldung in zwei Schritten kommt niemand allein mit Ihrem Passwort in Ihr Konto. Der zweite Schritt zeigt, dass Sie es sind.",
    atLogin: {
      term: "Bei der Anmeldung",
      one: "Ihr Passwort genügt",
      two: "Ihr Passwort, danach ein zweiter Schritt",
    },
    app: {
      term: "Authenticator-App",
      none: "Nicht eingerichtet",
      notOffered: "Wird hier nicht angeboten",
      since: "Eingerichtet am {date}",
      setUp: { text: "Einrichten", hiddenText: "(eine Authenticator-App)" },
      remove: { text: "Entfernen", hiddenText: "(die Authenticator-App)" },
      move: "App auf einem anderen Telefon einrichten",
    },
    codes: {
      term: "Wiederherstellungscodes",
      left: { one: "Noch 1 Code", other: "Noch {count} Codes" },
      make: { text: "Neue erstellen", hiddenText: "(Wiederherstellungscodes)" },
    },
    few: {
      one: "Sie haben noch 1 Wiederherstellungscode. Erstellen Sie neue, bevor Sie sie brauchen.",
      other:
        "Sie haben noch {count} Wiederherstellungscodes. Erstellen Sie neue, bevor Sie sie brauchen.",
    },
    required:
      "Auf dieser Website ist die Anmeldung in zwei Schritten vorgeschrieben. Richten Sie eine Authenticator-App ein, um fortzufahren.",
    orPasskey: "Stattdessen einen Passkey hinzufügen",
    turnOnText:
      "Sie haben einen Passkey. Zur Anmeldung genügt trotzdem Ihr Passwort. Sie können festlegen, dass wir zusätzlich nach dem Passkey fragen.",
    turnOn: "Anmeldung in zwei Schritten einschalten",
    turnOffText:
      "Nach dem Passwort fragen wir nach Ihrem Passkey oder einem Wiederherstellungscode.",
    turnOff: "Anmeldung in zwei Schritten ausschalten",
    browsers: "Gemerkte Browser",
    browsersText: "In diesen Browsern genügt Ihr Passwort.",
    remembered: "Gemerkt {ago}",
    until: "bis zum {date}",
    from: "von {client}",
    forget: "Vergessen",
    forgetThis: "({browser}, gemerkt am {on})",
    forgetThisNth: "({browser}, gemerkt am {on}, Nr. {nth})",
    forgetAll: "Alle Browser vergessen",
    back: "Zurück zum Profil",
  },
  app: {
    title: "Authenticator-App einrichten",
    moveTitle: "App auf einem anderen Telefon einrichten",
    move: "Sobald Sie einen Code von dem anderen Telefon eingegeben haben, funktioniert die App auf dem bisherigen für dieses Konto nicht mehr.",
    what: "Eine Authenticator-App ist eine App auf Ihrem Telefon, die alle 30 Sekunden einen neuen Code anzeigt. Vielleicht haben Sie schon eine: Viele Passwortmanager können das auch.",
    scan: "Scannen Sie dieses Bild mit einer Authenticator-App auf Ihrem Telefon.",
    picture: "QR-Code mit dem Schlüssel, der darunter steht",
    here: "In einer App auf diesem Gerät öffnen",
    type: "Oder geben Sie diesen Schlüssel in die App ein:",
    code: "Code aus der App",
    hint: "6 Ziffern. Die App zeigt alle 30 Sekunden neue.",
    button: "Weiter",
    cancel: "Abbrechen",
    errors: {
      "code-missing": "Geben Sie den Code aus der App ein",
      "wrong-code":
        "Dieser Code ist nicht richtig. Versuchen Sie es mit dem nächsten, und prüfen Sie, ob Ihr Telefon die Uhrzeit automatisch einstellt",
      "set-up-ended": "Diese Einrichtung ist beendet. Scannen Sie das neue Bild",
    },
  },
  codes: {
    title: "Ihre Wiederherstellungscodes",
    once: "Sie sehen diese Codes nur jetzt. Drucken Sie diese Seite aus oder speichern Sie die Codes, bevor Sie fortfahren.",
    text: "Wenn Sie Ihr Telefon nicht verwenden können, melden Sie sich stattdessen mit einem Wiederherstellungscode an. Jeder Code gilt einmal.",
    replaces: {
      one: "Diese Codes ersetzen den einen, den Sie noch haben.",
      other: "Diese Codes ersetzen die {count}, die Sie noch haben.",
    },
    list: "Wiederherstellungscodes",
    file: "Codes als Datei speichern",
    fileName: "wiederherstellungscodes.txt",
    fileTitle: "Wiederherstellungscodes für {email} bei {app}",
    fileText: "Jeder Code gilt einmal, anstelle eines Codes aus Ihrer Authenticator-App.",
    turnOn: "Gespeichert. Anmeldung in zwei Schritten einschalten",
    use: "Gespeichert. Diese Codes verwenden",
    cancel: "Abbrechen",
    ended:
      "Die Seite war nicht mehr aktuell. Jetzt werden andere Codes angezeigt. Speichern Sie diese und bestätigen Sie es unten",
  },
  remove: {
    title: "Authenticator-App entfernen?",
    text: "Danach genügt Ihr Passwort zur Anmeldung. Ihre Wiederherstellungscodes gelten nicht mehr.",
    unusable:
      "Sie würden nach Ihren Passkeys gefragt, und diese Website nimmt zurzeit keine an. Entfernen Sie zuerst Ihre Passkeys, oder richten Sie die App auf einem anderen Telefon ein.",
    textWithOthers: "Ihre Passkeys und Ihre Wiederherstellungscodes gelten weiter.",
    others: "Alle anderen Geräte werden abgemeldet, und kein Browser bleibt gemerkt.",
    button: "App entfernen",
    required:
      "Auf dieser Website ist die Anmeldung in zwei Schritten vorgeschrieben. Sie können die App stattdessen auf einem anderen Telefon einrichten.",
    back: "Zurück zur Anmeldung in zwei Schritten",
  },
  step: {
    title: "Code eingeben",
    text: "Ihr Passwort war richtig. Zeigen Sie jetzt, dass Sie es sind.",
    again: "Sie sind dabei, etwas Wichtiges zu ändern.",
    code: "Code",
    hint: "6 Ziffern aus Ihrer Authenticator-App oder ein Wiederherstellungscode",
    remember: "In diesem Browser {duration} lang nicht fragen",
    rememberHint: "Nur, wenn ihn niemand sonst verwendet.",
    button: "Anmelden",
    buttonAgain: "Weiter",
    lost: "Ich kann weder die App noch einen Wiederherstellungscode verwenden",
    leave: "Abmelden",
    clock:
      "Wenn Codes immer wieder abgelehnt werden, prüfen Sie, ob Ihr Telefon die Uhrzeit automatisch einstellt.",
    errors: {
      "code-missing": "Geben Sie einen Code ein",
      "wrong-code": "Dieser Code ist nicht richtig",
      "code-used": "Dieser Code wurde schon verwendet. Warten Sie, bis die App den nächsten zeigt",
    },
  },
  left: {
    title: "Sie haben einen Wiederherstellungscode verwendet",
    text: {
      one: "Er gilt nicht noch einmal. Sie haben noch 1 Wiederherstellungscode.",
      other: "Er gilt nicht noch einmal. Sie haben noch {count} Wiederherstellungscodes.",
    },
    make: "Neue Wiederherstellungscodes erstellen",
    few: "Erstellen Sie jetzt neue: Ohne Code und ohne Telefon dauert es Tage, bis Sie wieder in Ihr Konto kommen.",
    continue: "Weiter",
  },
  mail: {
    on: {
      subject: "Die Anmeldung in zwei Schritten ist eingerichtet",
      preheader: "Wenn Sie das nicht waren, handeln Sie sofort.",
      text: "Am {time} wurde in Ihrem Konto die Anmeldung in zwei Schritten eingerichtet oder geändert, und zwar mit {browser}. Wer sich mit dem Passwort anmeldet, muss jetzt auch einen Code eingeben oder einen Passkey verwenden. Alle anderen Geräte wurden abgemeldet.",
    },
    off: {
      subject: "Ein zweiter Schritt wurde aus Ihrem Konto entfernt",
      preheader: "Wenn Sie das nicht waren, handeln Sie sofort.",
      text: "Am {time} wurde mit {browser} eine Authenticator-App aus Ihrem Konto entfernt oder die Anmeldung in zwei Schritten ausgeschaltet. Zur Anmeldung genügt jetzt möglicherweise Ihr Passwort. Alle anderen Geräte wurden abgemeldet.",
    },
    made: {
      subject: "Sie haben neue Wiederherstellungscodes",
      preheader: "Wenn Sie das nicht waren, handeln Sie sofort.",
      text: "Am {time} wurden in Ihrem Konto mit {browser} neue Wiederherstellungscodes erstellt. Die vorherigen gelten nicht mehr.",
    },
    used: {
      subject: "Ein Wiederherstellungscode wurde verwendet",
      preheader: "Wenn Sie das nicht waren, handeln Sie sofort.",
      text: "Am {time} hat jemand einen Ihrer Wiederherstellungscodes verwendet, und zwar mit {browser}. Jeder Code gilt einmal.",
      left: {
        one: "Sie haben noch 1 Wiederherstellungscode.",
        other: "Sie haben noch {count} Wiederherstellungscodes.",
      },
      few: "Erstellen Sie neue, bevor Sie sie brauchen.",
      make: "Neue Wiederherstellungscodes erstellen",
    },
    guessed: {
      subject: "Jemand kennt Ihr Passwort",
      preheader: "Diese Person versucht, den Code Ihres zweiten Schritts zu erraten.",
      text: "Jemand hat nach Ihrem Passwort viele falsche Codes eingegeben, zuletzt am {time} mit {browser}. Keiner war richtig. Von Browsern, die wir nicht kennen, nehmen wir vorerst keine Codes mehr an.",
      wasYou:
        "Wenn Sie das waren, warten Sie eine Weile und versuchen Sie es dann erneut. Prüfen Sie, ob Ihr Telefon die Uhrzeit automatisch einstellt.",
    },
    reason:
      "Sie haben diese E-Mail erhalten, weil wir Sie über jede Änderung Ihrer Anmeldung informieren.",
  },
  auditActs: {
    "two-step-on": "Anmeldung in zwei Schritten eingerichtet",
    "two-step-off": "Zweiten Schritt entfernt oder ausgeschaltet",
    "recovery-codes-made": "Neue Wiederherstellungscodes erstellt",
    "recovery-code-used": "Wiederherstellungscode verwendet",
    "codes-guessed": "Falsche Codes eingegeben",
  },
  notices: {
    "two-step-on":
      "Die Anmeldung in zwei Schritten ist eingerichtet. Alle anderen Geräte wurden abgemeldet.",
    "two-step-off": "Ihre Änderung ist gespeichert. Alle anderen Geräte wurden abgemeldet.",
    "recovery-codes-made":
      "Ihre neuen Wiederherstellungscodes gelten ab jetzt, die vorherigen nicht mehr.",
    "browsers-forgotten": "Dort fragen wir wieder nach dem zweiten Schritt.",
    "set-up-cancelled": "Es wurde nichts geändert.",
  },
  onProfile: {
    term: "Anmeldung in zwei Schritten",
    on: "Eingeschaltet",
    off: "Ausgeschaltet",
    action: { text: "Verwalten", hiddenText: "(Anmeldung in zwei Schritten)" },
  },
  mailNames: {
    "two-step-on": "Anmeldung in zwei Schritten eingerichtet",
    "two-step-off": "Zweiter Schritt entfernt",
    "recovery-codes-made": "Neue Wiederherstellungscodes",
    "recovery-code-used": "Wiederherstellungscode verwendet",
    "codes-guessed": "Falsche Codes",
  },
});
