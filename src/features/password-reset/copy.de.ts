// German texts for resetting a forgotten password.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  forgot: {
    title: "Passwort zurücksetzen",
    text: "Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen.",
    email: "E-Mail-Adresse",
    button: "Link senden",
    back: "Anmelden",
  },
  sent: {
    title: "Sehen Sie in Ihrem Postfach nach",
    text: "Wenn es hier ein Konto für {email} gibt, ist ein Link unterwegs. Er gilt {lifetime}. Wenn mehrere E-Mails ankommen, können Sie jede davon verwenden.",
    otherAddress: "Andere Adresse verwenden",
  },
  reset: {
    title: "Neues Passwort wählen",
    for: "Für {email}",
    password: "Neues Passwort",
    hint: "Mindestens {minLength} Zeichen. Gut sind ein paar Wörter ohne Zusammenhang. Überall sonst werden Sie abgemeldet.",
    keepsSecondStep:
      "Ihr zweiter Schritt bleibt, wie er ist. Falls er gerade entfernt werden sollte, endet das.",
    lately: {
      title: "In den letzten 7 Tagen hinzugefügt",
      text: "Das kann jemand anders hinzugefügt haben, der in Ihrem Konto war. Es bleibt, wenn Sie es nicht hier entfernen.",
      one: "{what}, hinzugefügt am {date}",
      remove: "All das entfernen",
    },
    button: "Neues Passwort speichern",
  },
  states: {
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Links zum Zurücksetzen gelten {lifetime}.",
    },
    used: {
      title: "Dieser Link wurde schon verwendet",
      text: "Das Passwort wurde am {time} geändert. Waren Sie das nicht? Setzen Sie es sofort noch einmal zurück.",
    },
    replaced: {
      title: "Dieser Link wurde ersetzt",
      text: "Nachdem dieser Link gesendet wurde, hat sich das Konto geändert. Fordern Sie einen neuen Link an.",
    },
    disabled: {
      title: "Dieses Konto ist gesperrt",
      text: "Bitten Sie den Betreiber dieser Website, die Sperre aufzuheben.",
    },
    removed: {
      title: "Dieser Link funktioniert nicht mehr",
      text: "Das, wozu er gehörte, gibt es nicht mehr.",
    },
    "address-taken": {
      title: "Für diese Adresse gibt es schon ein Konto",
      text: "Die Adresse wurde inzwischen für ein anderes Konto bestätigt. Fordern Sie einen Link für dieses Konto an.",
    },
    unknown: {
      title: "Wir kennen diesen Link nicht",
      text: "Vielleicht hat Ihr E-Mail-Programm ihn abgeschnitten. Kopieren Sie den ganzen Link oder fordern Sie einen neuen an.",
    },
    sendNew: "Neuen Link senden",
    logIn: "Anmelden",
  },
  mail: {
    subject: "Setzen Sie Ihr Passwort zurück",
    preheader: "Der Link gilt bis zum {until}.",
    cause: "Am {time} hat jemand darum gebeten, das Passwort für {email} zurückzusetzen.",
    button: "Neues Passwort wählen",
    lifetime: "Der Link gilt nur einmal, bis zum {until}.",
    secondStep:
      "Ihr zweiter Schritt bleibt, wie er ist: Sie brauchen ihn auch danach zur Anmeldung.",
    notYou: "Waren Sie das nicht? Ignorieren Sie diese E-Mail: Ihr Passwort bleibt, wie es ist.",
    reason:
      "Sie haben diese E-Mail erhalten, weil jemand mit dieser Adresse ein Passwort zurücksetzen wollte.",
  },
  noUser: {
    subject: "Jemand wollte ein Passwort zurücksetzen",
    preheader: "Für diese Adresse gibt es kein Konto.",
    cause:
      "Jemand wollte das Passwort für {email} zurücksetzen. Bei {app} gibt es kein Konto für diese Adresse.",
    orRegister:
      "Wenn Sie das waren, versuchen Sie es mit der Adresse, mit der Sie sich registriert haben, oder legen Sie ein Konto an. Andernfalls ignorieren Sie diese E-Mail.",
    otherAddress:
      "Wenn Sie das waren, versuchen Sie es mit der Adresse, mit der Sie sich registriert haben. Andernfalls ignorieren Sie diese E-Mail.",
    button: "Konto anlegen",
    reason:
      "Sie haben diese E-Mail erhalten, weil jemand mit dieser Adresse ein Passwort zurücksetzen wollte.",
  },
  disabled: {
    subject: "Ihr Konto ist gesperrt",
    preheader: "Das Passwort kann zurzeit nicht zurückgesetzt werden.",
    cause:
      "Am {time} hat jemand darum gebeten, das Passwort für {email} zurückzusetzen. Dieses Konto wurde von der Administration gesperrt. Deshalb kann das Passwort zurzeit nicht zurückgesetzt werden.",
    ask: "Bei Fragen zum Grund oder zur Dauer",
    notYou: "Wenn Sie das nicht angefordert haben, müssen Sie nichts tun.",
    reason:
      "Sie haben diese E-Mail erhalten, weil jemand mit dieser Adresse ein Passwort zurücksetzen wollte.",
  },
  auditActs: {
    "password-reset": "Passwort zurückgesetzt",
    "reset-requested": "Zurücksetzen des Passworts angefordert",
  },
  notices: {
    "password-reset": "Ihr Passwort ist geändert. Melden Sie sich mit dem neuen an.",
    "reset-requested":
      "Wenn es hier ein Konto für diese Adresse gibt, ist ein Link unterwegs, mit dem Sie ein neues Passwort wählen.",
  },
  mailNames: {
    reset: "Link für ein neues Passwort",
    "reset-no-user": "Kein Konto für diese Adresse",
    "reset-disabled": "Sperre Ihres Kontos",
  },
});
