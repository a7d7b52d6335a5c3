// German texts for stopping the mail that strangers can cause.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  stop: {
    title: "Diese E-Mails abbestellen?",
    text: "Bei {app} kann jede Person {email} eingeben, und jedes Mal senden wir eine E-Mail an diese Adresse. Sie können diese E-Mails für ein Jahr abbestellen.",
    means: [
      "Wir löschen die Registrierung, um die es in dieser E-Mail geht.",
      "Wir senden keine E-Mails mehr, die andere Menschen auslösen können. Wenn jemand Ihre Adresse wieder eingibt, teilen wir Ihnen das mit, höchstens einmal am Tag.",
      "Sie können trotzdem ein Konto anlegen: Diese Mitteilung erklärt, wie.",
    ],
    button: "E-Mails abbestellen",
    back: "Zurück",
    done: "Diese E-Mails sind abbestellt",
    doneText:
      "Bis zum {until} sendet {app} keine E-Mails an {email}, die andere Menschen auslösen können, mit einer Ausnahme: Wenn jemand die Adresse wieder eingibt, teilen wir Ihnen das mit, höchstens einmal am Tag. Diese Mitteilung enthält einen Link, mit dem Sie die E-Mails wieder erhalten.",
  },
  lift: {
    title: "Wieder E-Mails erhalten?",
    text: "Für {email} haben Sie bei {app} die E-Mails abbestellt, die andere Menschen auslösen können. Dazu gehört auch die E-Mail, die ein neues Konto bestätigt.",
    button: "Wieder E-Mails erhalten",
    done: "Sie erhalten wieder E-Mails",
    doneText:
      "Wenn Sie gerade ein Konto mit {email} anlegen, kehren Sie auf die Seite der Registrierung zurück und senden Sie die E-Mail erneut.",
    goOn: "E-Mail erneut senden",
  },
  states: {
    owned: {
      title: "Für diese Adresse gibt es ein Konto",
      text: "E-Mails zu einem Konto lassen sich nicht abbestellen. Melden Sie sich an, um das Konto zu ändern oder zu löschen.",
      step: "Anmelden",
    },
    unknown: {
      title: "Wir kennen diesen Link nicht",
      text: "Vielleicht hat Ihr E-Mail-Programm ihn abgeschnitten, oder er ist zu alt. Wenn Sie ihn brauchen, kopieren Sie den ganzen Link.",
    },
  },
  mail: {
    subject: "Ihre Adresse wurde wieder verwendet",
    preheader:
      "Sie haben diese E-Mails abbestellt. Diese hier erklärt, wie Sie sie wieder erhalten.",
    cause: "Am {time} hat jemand, vielleicht Sie, diese Adresse bei {app} eingegeben.",
    stopped:
      "Am {time} haben Sie diese E-Mails abbestellt. Deshalb erhalten Sie stattdessen diese Mitteilung, höchstens einmal am Tag.",
    notYou: "Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne Sie geschieht nichts.",
    confirm: "Adresse bestätigen",
    confirms:
      "Wenn Sie es waren, bestätigen Sie Ihre Adresse. Dann erhalten Sie unsere E-Mails wieder. Der Link gilt bis zum {until}.",
    change: "Adresse verwenden",
    changes:
      "Wenn Sie diese Adresse für Ihr Konto verwenden möchten, öffnen Sie den Link. Dann erhalten Sie unsere E-Mails wieder. Der Link gilt bis zum {until}.",
    code: "Oder geben Sie diesen Code auf der Seite ein, die Sie offen gelassen haben",
    lift: "Diese E-Mails wieder erhalten",
    liftCode: "Um diese E-Mails wieder zu erhalten, brauchen Sie diesen Code",
    liftSameCode: "Um diese E-Mails wieder zu erhalten, brauchen Sie denselben Code.",
    reason:
      "Sie haben diese E-Mail erhalten, weil jemand diese Adresse auf unserer Website eingegeben hat.",
  },
  auditActs: {
    "mail-stopped": "E-Mails abbestellt, die andere Menschen auslösen können",
    "mail-stop-lifted": "E-Mails wieder zugelassen, die andere Menschen auslösen können",
  },
  mailNames: {
    "contact-stopped": "Erneute Verwendung Ihrer Adresse",
  },
});
