// German texts for a lost second factor.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  lost: {
    title: "Wenn der zweite Schritt nicht möglich ist",
    quickest:
      "Wenn Sie einen Wiederherstellungscode, einen Passkey oder einen Sicherheitsschlüssel haben, verwenden Sie ihn. So geht es am schnellsten.",
    use: "Etwas davon verwenden",
    none: "Wenn Sie nichts davon haben",
    wait: "Wir können den zweiten Schritt nach einer Wartezeit entfernen ({wait}). Damit sie beginnt, senden wir einen Link an {email}.",
    told: "In dieser Zeit schreiben wir an Ihr Postfach, und wer sich mit dem zweiten Schritt oder einem Passkey anmeldet, beendet die Wartezeit. Das schützt Ihr Konto, falls jemand anders Ihr Passwort kennt.",
    button: "Link senden",
    unconfirmed:
      "Ihre E-Mail-Adresse ist nicht bestätigt. Deshalb können wir Ihnen keinen Link senden. Sie können sich neu registrieren.",
    waiting: {
      title: "Ihr zweiter Schritt wird am {date} entfernt",
      text: "Wenn er bis dahin wieder möglich ist, melden Sie sich damit an: Dann bleibt er.",
    },
    leave: "Abmelden",
  },
  sent: {
    title: "Sehen Sie in Ihr Postfach",
    text: "Wir haben einen Link an {email} gesendet. Er führt zu einer Seite, auf der die Wartezeit ({wait}) beginnt, und gilt {lifetime} lang.",
  },
  begin: {
    title: "Zweiten Schritt entfernen?",
    for: "Für {email}. Wenn Sie jetzt beginnen:",
    meanwhile:
      "{wait} lang ändert sich nichts. Wir schreiben jetzt an Ihr Postfach und noch einmal vor dem Ende. In jeder E-Mail steht ein Link, der das Entfernen stoppt.",
    means: [
      "Auch wer sich mit dem zweiten Schritt oder einem Passkey anmeldet, stoppt es.",
      "Danach werden Authenticator-App, Wiederherstellungscodes und Sicherheitsschlüssel entfernt, und alle werden abgemeldet. Zur Anmeldung genügt Ihr Passwort. Passkeys bleiben, außer wenn diese Website einen zweiten Schritt verlangt.",
    ],
    notYou: "Sie haben das nicht verlangt? Dann kennt jemand anders Ihr Passwort.",
    sure: "Ja, der zweite Schritt ist mir nicht mehr möglich",
    button: "Wartezeit beginnen",
  },
  begun: {
    title: "Ihr zweiter Schritt wird am {date} entfernt",
    text: "Bis dahin müssen Sie nichts tun. Wenn er wieder möglich ist, melden Sie sich damit an: Dann bleibt er.",
    logIn: "Anmelden",
  },
  keep: {
    title: "Zweiten Schritt behalten?",
    text: "Jemand, der das Passwort von {email} kennt und das Postfach liest, hat angegeben, dass der zweite Schritt nicht mehr möglich ist. Wenn Sie ihn behalten, wird er nicht entfernt.",
    here: "Er soll am {date} entfernt werden. Wenn Sie ihn behalten, geschieht das nicht.",
    sure: "Ja, ich möchte den zweiten Schritt behalten",
    button: "Zweiten Schritt behalten",
    back: "Zurück zum Profil",
  },
  kept: {
    title: "Ihr zweiter Schritt bleibt",
    text: "Wenn Sie das Entfernen nicht verlangt haben, kennt jemand anders Ihr Passwort und liest Ihr Postfach. Wählen Sie hier ein neues Passwort und ein anderes für Ihr Postfach.",
  },
  reset: "Neues Passwort wählen",
  loseStates: {
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Melden Sie sich an, um einen neuen anzufordern.",
    },
    used: {
      title: "Dieser Link wurde schon verwendet",
      text: "Die Wartezeit begann: {time}.",
    },
    replaced: {
      title: "Dieser Link wurde ersetzt",
      text: "Nachdem er gesendet wurde, hat sich das Konto geändert, oder der zweite Schritt war wieder möglich.",
    },
    removed: {
      title: "Dieser Link funktioniert nicht mehr",
      text: "Es gibt keinen zweiten Schritt, der entfernt werden kann.",
    },
    disabled: {
      title: "Dieses Konto ist gesperrt",
      text: "Bitten Sie die Betreiber dieser Website, die Sperre aufzuheben.",
    },
    unknown: {
      title: "Wir erkennen diesen Link nicht",
      text: "Vielleicht hat Ihr Mailprogramm ihn abgeschnitten. Kopieren Sie den ganzen Link.",
    },
  },
  keepStates: {
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Melden Sie sich an, um zu sehen, wie es steht.",
    },
    used: { title: "Ihr zweiter Schritt bleibt", text: "Dieser Link wurde verwendet: {time}." },
    replaced: { title: "Ihr zweiter Schritt bleibt", text: "Die Wartezeit endete: {time}." },
    removed: {
      title: "Dieser Link funktioniert nicht mehr",
      text: "Die Wartezeit endete: {time}. Der zweite Schritt wurde entfernt, oder das Konto wurde geschlossen.",
    },
    disabled: {
      title: "Dieses Konto ist gesperrt",
      text: "Bitten Sie die Betreiber dieser Website, die Sperre aufzuheben.",
    },
    unknown: {
      title: "Wir erkennen diesen Link nicht",
      text: "Vielleicht hat Ihr Mailprogramm ihn abgeschnitten. Kopieren Sie den ganzen Link.",
    },
  },
  mail: {
    lose: {
      subject: "Ist der zweite Schritt nicht möglich?",
      preheader: "Der Link gilt bis {until}.",
      text: "Jemand, der das Passwort von {email} kennt, hat uns mitgeteilt, dass der zweite Schritt der Anmeldung nicht mehr möglich ist ({time}). Mit diesem Link beginnt eine Wartezeit, an deren Ende er entfernt wird.",
      button: "Zweiten Schritt entfernen",
      lifetime: "Der Link gilt einmal, bis {until}.",
      notYou:
        "Das waren nicht Sie? Dann verwenden Sie den Link nicht und wählen Sie ein neues Passwort: Jemand anders kennt Ihres. Der zweite Schritt hält diese Person fern.",
    },
    begun: {
      subject: "Ihr zweiter Schritt wird am {date} entfernt",
      preheader: "Sie können das stoppen.",
      text: "Jemand, der Ihr Passwort kennt und Ihr Postfach liest, hat das verlangt ({time}), weil der zweite Schritt der Anmeldung nicht mehr möglich ist.",
    },
    soon: {
      subject: "Ihr zweiter Schritt wird bald entfernt",
      preheader: "Zeitpunkt: {date}. Sie können das noch stoppen.",
      text: "Er wird zu diesem Zeitpunkt entfernt: {date}. Das hat jemand verlangt, der Ihr Passwort kennt und Ihr Postfach liest.",
    },
    stop: {
      until:
        "Bis dahin ändert sich nichts. Wer sich mit dem zweiten Schritt oder einem Passkey anmeldet, stoppt es.",
      button: "Zweiten Schritt behalten",
      notYou:
        "Das waren nicht Sie? Behalten Sie ihn und wählen Sie dann neue Passwörter: eines für dieses Konto, ein anderes für Ihr Postfach.",
    },
    code: "Die Seite fragt nach diesem Code",
    stopped: {
      subject: "Ihr zweiter Schritt bleibt",
      preheader: "Er wird nicht entfernt.",
      text: "Jemand hatte verlangt, ihn zu entfernen. Das hat sich erledigt ({time}), weil der zweite Schritt oder ein Passkey verwendet, das Passwort zurückgesetzt oder das Entfernen gestoppt wurde.",
      notYou:
        "Wenn Sie das Entfernen nicht verlangt haben, kennt jemand anders Ihr Passwort und liest Ihr Postfach. Wählen Sie für beides ein neues Passwort.",
    },
    done: {
      subject: "Ihr zweiter Schritt wurde entfernt",
      preheader: "Zur Anmeldung genügt jetzt Ihr Passwort.",
      text: "Die Wartezeit ist vorbei ({time}). Authenticator-App, Wiederherstellungscodes und Sicherheitsschlüssel wurden entfernt, auch Ihre Passkeys, falls diese Website einen zweiten Schritt verlangt, und alle wurden abgemeldet.",
      advice:
        "Zur Anmeldung genügt jetzt Ihr Passwort. Richten Sie die Anmeldung in zwei Schritten bald neu ein.",
    },
    reason:
      "Sie erhalten diese E-Mail, weil diese Adresse zu dem Konto gehört oder bis vor Kurzem gehörte.",
  },
  auditActs: {
    "factor-loss-asked": "Zweiter Schritt als nicht mehr möglich gemeldet",
    "factor-removal-begun": "Wartezeit bis zum Entfernen des zweiten Schritts begonnen",
    "factor-removal-stopped": "Entfernen des zweiten Schritts gestoppt",
    "factor-removal-done": "Zweiter Schritt nach der Wartezeit entfernt",
  },
  notices: {
    "factor-kept":
      "Ihr zweiter Schritt bleibt. Wenn Sie das Entfernen nicht verlangt haben, wählen Sie jetzt ein neues Passwort.",
  },
  mailNames: {
    "lose-factor": "Link zum Entfernen des zweiten Schritts",
    "factor-removal-begun": "Ihr zweiter Schritt wird entfernt",
    "factor-removal-soon": "Ihr zweiter Schritt wird bald entfernt",
    "factor-removal-stopped": "Ihr zweiter Schritt bleibt",
    "factor-removal-done": "Ihr zweiter Schritt wurde entfernt",
  },
});
