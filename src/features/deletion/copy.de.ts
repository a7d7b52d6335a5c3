// German texts for deleting an account.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Konto löschen",
  deleted: "Was gelöscht wird",
  deletedItems: [
    "Ihre Adresse und Ihr Passwort",
    "alle Sitzungen, auf allen Geräten",
    "alle Links, die wir Ihnen gesendet haben, und die Liste unserer E-Mails an Sie",
  ],
  kept: "Was gespeichert bleibt und warum",
  audit:
    "{lifetime} lang ein Protokoll darüber, was wann geschah, ohne Ihre Adresse, damit sich Missbrauch aufklären lässt",
  auditForEver:
    "unbegrenzt ein Protokoll darüber, was wann geschah, ohne Ihre Adresse, damit sich Missbrauch aufklären lässt",
  counts:
    "{lifetime} lang die Zahl der E-Mails an Ihre Adresse, damit niemand sie mit E-Mails überfluten kann",
  others:
    "{lifetime} lang eine Liste der E-Mails an Ihre Adresse, die ohne Anmeldung angefordert wurden, damit sich ein spät geöffneter Link erklären lässt",
  unconfirmed:
    "{lifetime} lang eine Liste unserer E-Mails an Ihre Adresse, damit sich ein spät geöffneter Link erklären lässt",
  atOnce:
    "Ihre Adresse ist nicht bestätigt. Deshalb wird das Konto sofort gelöscht, und das lässt sich nicht rückgängig machen.",
  grace:
    "Sie haben mindestens {lifetime} Zeit, es sich anders zu überlegen: Der Link in unserer E-Mail macht die Löschung rückgängig. Bis dahin bleibt alles gespeichert.",
  password: "Passwort",
  button: "Konto löschen",
  keep: "Konto behalten",
  errors: {
    "password-missing": "Geben Sie Ihr Passwort ein",
    "wrong-password": "Das ist nicht Ihr Passwort",
  },
  lastAdmin: {
    title: "Nur Sie haben Administratorrechte",
    text: "Diese Website braucht ein Konto mit Administratorrechten, mit dem sich jemand anmelden kann. Geben Sie diese Rechte zuerst einem anderen Konto; danach können Sie Ihres löschen.",
    profile: "Zum Profil",
  },
  done: {
    title: "Ihr Konto wird am {date} gelöscht",
    text: "Sie sind abgemeldet. Der Link in unserer E-Mail macht die Löschung rückgängig.",
  },
  keepPage: {
    title: "Konto behalten?",
    text: "Das Konto mit der Adresse {email} soll gelöscht werden. Wenn Sie es behalten, bleibt alles, wie es war.",
    sure: "Ja, ich möchte mein Konto behalten",
    button: "Konto behalten",
    unknown: {
      title: "Wir kennen diesen Link nicht",
      text: "Vielleicht hat Ihr E-Mail-Programm ihn abgeschnitten. Kopieren Sie den ganzen Link.",
    },
    over: {
      title: "Dieser Link funktioniert nicht mehr",
      text: "Die Löschung wurde schon aufgehoben, oder das Konto ist endgültig gelöscht.",
    },
    logIn: "Anmelden",
  },
  mail: {
    subject: "Ihr Konto wird am {date} gelöscht",
    preheader: "Sie können das rückgängig machen.",
    text: "Am {time} hat jemand, der in Ihrem Konto angemeldet war, die Löschung angefordert. Alle Geräte wurden abgemeldet.",
    button: "Konto behalten",
    code: "Die Seite fragt nach diesem Code",
    notYou:
      "Waren Sie das nicht? Dann kennt jemand anders Ihr Passwort. Behalten Sie das Konto und wählen Sie dann ein neues Passwort.",
    after: "Nach dem {date} lässt sich das nicht mehr rückgängig machen.",
    reason: "Sie haben diese E-Mail erhalten, weil diese Adresse zu dem Konto gehört.",
  },
  gone: {
    title: "Ihr Konto ist gelöscht",
    done: "Sie sind abgemeldet.",
    subject: "Ihr Konto ist gelöscht",
    preheader: "Das ist unsere letzte Nachricht.",
    text: "Ihr Konto wurde am {time} gelöscht, zusammen mit Ihrer Adresse und der Liste unserer E-Mails an Sie. Wir behalten ein Protokoll ohne Ihre Adresse. Das ist unsere letzte Nachricht an Sie.",
    reason: "Sie haben diese E-Mail erhalten, weil diese Adresse zu dem Konto gehört hat.",
  },
  auditActs: {
    "deletion-requested": "Löschung angefordert",
    kept: "Konto behalten",
    deleted: "Konto gelöscht",
  },
  notices: {
    "account-kept":
      "Sie behalten Ihr Konto. Melden Sie sich an, um fortzufahren. Wenn Sie die Löschung nicht angefordert haben, wählen Sie jetzt ein neues Passwort.",
  },
  onProfile: {
    term: "Konto",
    value: "Löschung mit Bedenkzeit",
    action: { text: "Löschen", hiddenText: "(Ihr Konto)" },
  },
  mailNames: {
    deletion: "Bevorstehende Löschung Ihres Kontos",
    deleted: "Löschung Ihres Kontos",
  },
});
