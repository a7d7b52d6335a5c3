import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    mail: {
      subject: "Mail could not be sent",
      preheader: "What happened, and what to look at.",
      text: {
        one: "Since {since}, {appName} could not send mail. 1 mail was waiting when this was noticed. Nothing is lost: it is sent as soon as sending works again.",
        other:
          "Since {since}, {appName} could not send mail. {count} mails were waiting when this was noticed. Nothing is lost: they are sent as soon as sending works again.",
      },
      refused:
        "Since {since}, mail servers have refused mail from {appName} because of its sender or because of a policy. Only you can fix this: the cause is the site's mail account, domain or reputation, not the addresses.",
      refusedBy: { one: "{domain}, 1 mail: {answer}", other: "{domain}, {count} mails: {answer}" },
      strangers: {
        subject: "Unusually many registrations",
        preheader: "What is happening, and what to look at.",
        text: {
          one: "Since {since}, many more people register with {appName} than confirm. 1 mail to somebody who has never confirmed was waiting when this was noticed. Somebody may be using the site to send mail to strangers.",
          other:
            "Since {since}, many more people register with {appName} than confirm. {count} mails to people who have never confirmed were waiting when this was noticed. Somebody may be using the site to send mail to strangers.",
        },
        lasts:
          "You do not have to do anything about these mails: those for people who stay on the page are sent first, and those that cannot be sent within three hours are withheld. Password resets of confirmed users do not wait.",
        look: "To see it hour by hour, run",
      },
      answer: "The mail server said: {answer}",
      listWaiting: "To see which mails are waiting, run",
      findCause: "To find out what is wrong, run",
      again: "While this lasts, you get this email once a day.",
      reason:
        "You received this email because this is the operator's address in the site's settings.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "mail-trouble": "Told that mail is not going out",
      "mails-refused": "Told that mail servers refuse mails from this site",
      "first-contacts-held": "Told that mails to strangers wait",
      "sending-released": "Let mails and events go out",
      "secret-accepted": "Accepted another secret",
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: {
      "mail-trouble": "Mail is not going out",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
