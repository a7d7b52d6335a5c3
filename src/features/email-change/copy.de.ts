// German texts for changing an address.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  request: {
    title: "E-Mail-Adresse ändern",
    now: "Zurzeit: {email}",
    email: "Neue E-Mail-Adresse",
    hint: "Wir senden einen Link an die neue Adresse. Solange Sie ihn nicht öffnen, ändert sich nichts.",
    button: "Link senden",
    back: "Zurück zum Profil",
    errors: {
      "same-address": "Das ist bereits Ihre Adresse",
      frozen:
        "Vor Kurzem wurde eine Änderung dieser Adresse rückgängig gemacht. Deshalb lässt sie sich eine Woche lang nicht ändern",
      unconfirmed:
        "Bestätigen Sie zuerst Ihre Adresse. Auf der Warteseite können Sie sie auch ändern",
    },
  },
  cancel: {
    title: "Änderung Ihrer Adresse abbrechen?",
    text: "Der Link, den wir an {email} gesendet haben, funktioniert dann nicht mehr.",
    button: "Änderung abbrechen",
  },
  change: {
    title: "{email} für Ihr Konto verwenden?",
    text: "Diese Adresse ersetzt {old}. Andere Geräte werden abgemeldet.",
    password: "Passwort Ihres Kontos",
    button: "Adresse verwenden",
    proofNeeded: "Geben Sie das Passwort Ihres Kontos ein",
    wrongPassword: "Das ist nicht das Passwort Ihres Kontos",
    done: "Ihre E-Mail-Adresse ist jetzt {email}",
    doneText:
      "Wir haben an {old} geschrieben. Mit dieser E-Mail lässt sich die Änderung 7 Tage lang rückgängig machen. Alle anderen Geräte wurden abgemeldet.",
    backText:
      "Das Konto verwendet wieder seine frühere Adresse. Das haben wir {old} mitgeteilt. Alle anderen Geräte wurden abgemeldet.",
    continue: "Weiter",
  },
  stop: {
    title: "Diese Änderung stoppen?",
    text: "Jemand, der in Ihrem Konto angemeldet ist, möchte das Konto von {email} auf {to} umstellen.",
    over: "Jemand, der in Ihrem Konto angemeldet ist, wollte das Konto von {email} auf eine andere Adresse umstellen. Die Änderung ist inzwischen abgebrochen.",
    sure: "Diese Adresse gehört mir",
    doors:
      "Waren Sie das nicht? Dann ist jemand anders in Ihrem Konto. In diesem Fall melden wir alle Geräte ab, kein Passwort gilt mehr, bis Sie ein neues wählen, und die Adresse lässt sich eine Woche lang nicht ändern.",
    buttons: {
      "changed-my-mind": "Doch nicht ändern",
      "not-me": "Das war ich nicht",
    },
    doorMissing: "Wählen Sie, warum die Änderung gestoppt werden soll",
    done: "Die Änderung ist gestoppt",
    doneText: "Ihre Adresse bleibt, wie sie ist.",
    profile: "Zum Profil",
    locked: "Die Änderung ist gestoppt, und Ihr Konto ist gesichert",
    lockedText:
      "Alle Geräte sind abgemeldet, und das alte Passwort gilt nicht mehr. Wir haben einen Link an {email} gesendet, mit dem Sie ein neues wählen.",
  },
  undo: {
    title: "Änderung Ihrer Adresse rückgängig machen?",
    text: "Das Konto verwendet dann wieder {email}. Alle Geräte werden abgemeldet, was in den letzten 7 Tagen hinzugefügt wurde, wird entfernt, das Passwort gilt nicht mehr, und die Adresse lässt sich eine Woche lang nicht ändern.",
    sure: "Ich möchte meine frühere Adresse zurück",
    button: "Rückgängig machen und Konto sichern",
    done: "Ihre E-Mail-Adresse ist wieder {email}",
    doneText:
      "Alle Geräte sind abgemeldet. Wir haben Ihnen einen Link gesendet, mit dem Sie ein neues Passwort wählen.",
    factor: {
      label: "Code Ihrer Authenticator-App oder ein Wiederherstellungscode",
      hint: "Dieses Konto hat eine Authenticator-App, deshalb ist auch hier ein Code nötig.",
      errors: {
        "factor-missing":
          "Geben Sie einen Code Ihrer Authenticator-App oder einen Wiederherstellungscode ein",
        "wrong-factor": "Dieser Code ist nicht richtig",
        "factor-used": "Dieser Code wurde schon verwendet. Warten Sie auf den nächsten",
      },
    },
  },
  states: {
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Fordern Sie die Änderung in Ihrem Profil erneut an.",
    },
    used: {
      title: "Dieser Link wurde schon verwendet",
      text: "Sie müssen nichts weiter tun.",
    },
    replaced: {
      title: "Dieser Link wurde ersetzt",
      text: "Danach wurde eine andere Änderung angefordert, oder diese wurde gestoppt.",
    },
    removed: {
      title: "Dieser Link funktioniert nicht mehr",
      text: "Das, wozu er gehörte, gibt es nicht mehr.",
    },
    "address-taken": {
      title: "Für diese Adresse gibt es schon ein Konto",
      text: "Die Adresse wurde inzwischen für ein anderes Konto bestätigt. Deshalb wurde nichts geändert.",
    },
    disabled: {
      title: "Dieses Konto ist gesperrt",
      text: "Bitten Sie den Betreiber dieser Website, die Sperre aufzuheben. Danach funktioniert dieser Link wieder, solange er nicht abgelaufen ist.",
    },
    unknown: {
      title: "Wir kennen diesen Link nicht",
      text: "Vielleicht hat Ihr E-Mail-Programm ihn abgeschnitten. Kopieren Sie den ganzen Link.",
    },
    profile: "Zum Profil",
  },
  mail: {
    new: {
      subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
      preheader: "Bis dahin ändert sich nichts.",
      cause:
        "Am {time} hat jemand darum gebeten, diese Adresse für ein Konto bei {app} zu verwenden.",
      button: "Adresse verwenden",
      lifetime: "Der Link gilt bis zum {until}.",
      notYou:
        "Waren Sie das nicht? Ignorieren Sie diese E-Mail: Ohne das Passwort des Kontos geschieht nichts.",
      back: "Waren Sie es, und möchten Sie diese Adresse wieder verwenden? Der Link dafür gilt bis zum {until}.",
      reason:
        "Sie haben diese E-Mail erhalten, weil jemand diese Adresse für ein Konto verwenden möchte.",
    },
    inUse: {
      subject: "Jemand wollte Ihre E-Mail-Adresse verwenden",
      preheader: "Es hat sich nichts geändert.",
      text: "Jemand mit einem Konto bei {app} wollte es auf {email} umstellen. Das ist die Adresse Ihres Kontos. Es wurde nichts geändert.",
      own: "Wenn Sie das waren, haben Sie zwei Konten: Melden Sie sich mit dieser Adresse an oder wählen Sie für das andere Konto eine andere Adresse.",
      logIn: "Anmelden",
      reason: "Sie haben diese E-Mail erhalten, weil es für diese Adresse ein Konto gibt.",
    },
    requested: {
      subject: "Ihre E-Mail-Adresse soll geändert werden",
      preheader: "Die neue Adresse ist {masked}. Sie können das stoppen.",
      text: "Am {time} hat jemand, der in Ihrem Konto angemeldet ist, darum gebeten, das Konto auf {masked} umzustellen. Das geschieht, sobald die neue Adresse bestätigt wird.",
      button: "Änderung stoppen",
      code: "Die Seite fragt nach diesem Code",
      advice:
        "Waren Sie das nicht? Teilen Sie es uns auf der Seite mit: Dann werden alle Geräte abgemeldet, und Sie wählen ein neues Passwort.",
      reason: "Sie haben diese E-Mail erhalten, weil diese Adresse zu dem Konto gehört.",
    },
    reserved: {
      subject: "Ein Konto wurde auf eine andere Adresse umgestellt",
      preheader: "Wenn Sie das nicht waren, können Sie es rückgängig machen.",
      cause:
        "Am {time} hat jemand bei {app} eine E-Mail an diese Adresse angefordert. Für diese Adresse gibt es zurzeit kein Konto.",
      moved: "Das Konto mit dieser Adresse wurde am {time} auf {masked} umgestellt.",
      undo: "Waren Sie das nicht? Machen Sie es rückgängig: Der Link gilt bis zum {until}.",
      button: "Rückgängig machen und Konto sichern",
      code: "Die Seite fragt nach diesem Code",
      own: "Wenn Sie es waren, müssen Sie nichts rückgängig machen. Ab dem {until} kann ein neues Konto diese Adresse verwenden.",
      reason:
        "Sie haben diese E-Mail erhalten, weil jemand eine E-Mail an diese Adresse angefordert hat.",
    },
    changed: {
      subject: "Ihre E-Mail-Adresse wurde geändert",
      preheader: "Sie können das bis zum {until} rückgängig machen.",
      text: "Seit dem {time} verwendet Ihr Konto {masked}.",
      button: "Rückgängig machen und Konto sichern",
      code: "Die Seite fragt nach diesem Code",
      lifetime: "Waren Sie das nicht? Machen Sie es rückgängig: Der Link gilt bis zum {until}.",
      reason:
        "Sie haben diese E-Mail erhalten, weil diese Adresse bis jetzt zu dem Konto gehört hat.",
    },
    undone: {
      subject: "Die Änderung Ihrer E-Mail-Adresse wurde rückgängig gemacht",
      preheader: "Das Konto verwendet wieder {masked}.",
      text: "Am {time} hat jemand, der die E-Mails an {masked} liest, das Konto wieder auf die frühere Adresse umgestellt. Alle anderen Geräte wurden abgemeldet.",
      advice:
        "Wenn das nicht so gedacht war, sprechen Sie mit der Person, die dort die E-Mails liest.",
      reason:
        "Sie haben diese E-Mail erhalten, weil diese Adresse bis jetzt zu dem Konto gehört hat.",
    },
  },
  auditActs: {
    "email-change-requested": "Änderung der Adresse angefordert",
    "email-change-cancelled": "Änderung der Adresse abgebrochen",
    "email-change-stopped": "Änderung der Adresse gestoppt",
    "email-changed": "Adresse geändert",
    "email-change-undone": "Änderung der Adresse rückgängig gemacht",
  },
  notices: {
    "email-change-requested":
      "Wir haben eine E-Mail an die neue Adresse gesendet. Bis Sie den Link darin öffnen, melden Sie sich weiter mit der alten an.",
    "email-change-cancelled": "Die Änderung Ihrer Adresse ist abgebrochen.",
  },
  onProfile: {
    term: "E-Mail-Adresse",
    action: { text: "Ändern", hiddenText: "(Ihre E-Mail-Adresse)" },
  },
  mailNames: {
    "change-email": "Bestätigung Ihrer neuen Adresse",
    "address-in-use": "Versuchte Verwendung Ihrer Adresse",
    "address-reserved": "Umstellung Ihres Kontos auf eine andere Adresse",
    "change-requested": "Bevorstehende Änderung Ihrer Adresse",
    "email-changed": "Änderung Ihrer Adresse",
    "change-undone": "Rücknahme der Änderung Ihrer Adresse",
  },
});
