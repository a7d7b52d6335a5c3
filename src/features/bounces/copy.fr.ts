// French texts for mails that came back.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  wrongSecret: {
    title: "Cette adresse est réservée aux serveurs de messagerie",
    text: "Les avis de retour d’emails ne sont acceptés qu’avec le secret prévu à cet effet.",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "mail-bounced": "Retour d’un email",
    "mail-complained": "Email signalé comme indésirable",
  },
  suppressions: {
    title: "Adresses bloquées",
    text: "Ces adresses ne reçoivent pas d’email pour l’instant, car un email leur étant destiné est revenu ou a été signalé comme indésirable.",
    address: "Adresse",
    find: "Chercher",
    since: "Depuis",
    why: "Pourquoi",
    whys: { bounce: "Email revenu", complaint: "Signalé comme indésirable" },
    act: "Ce que vous pouvez faire",
    mail: "L’email",
    none: "Aucune adresse n’est bloquée.",
    notThis: "Cette adresse n’est pas bloquée.",
    lift: {
      title: "Autoriser de nouveau les emails à {email}",
      text: "Le prochain email à cette adresse sera envoyé. Les emails qui ont échoué entre-temps restent tels quels : renvoyez-les ensuite.",
      button: "Autoriser de nouveau",
      short: "Autoriser de nouveau",
    },
    over: "Cette adresse n’est plus bloquée.",
  },
});
