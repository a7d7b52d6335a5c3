// French texts for stopping the mail that strangers can cause.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  stop: {
    title: "Arrêter ces emails ?",
    text: "N’importe qui peut saisir {email} sur {app}, et nous envoyons chaque fois un email à cette adresse. Vous pouvez arrêter ces emails pendant un an.",
    means: [
      "Nous supprimons l’inscription dont parle cet email.",
      "Les emails que d’autres personnes peuvent déclencher ne sont plus envoyés. Si quelqu’un saisit de nouveau votre adresse, nous vous le signalons par un email par jour au maximum.",
      "Vous pouvez toujours créer un compte : ce même email explique comment faire.",
    ],
    button: "Arrêter ces emails",
    back: "Revenir en arrière",
    done: "Ces emails sont arrêtés",
    doneText:
      "Jusqu’au {until}, {app} n’envoie plus à {email} les emails que d’autres personnes peuvent déclencher, à une exception près : si quelqu’un saisit de nouveau l’adresse, nous vous le signalons, une fois par jour au maximum. Cet email contient un lien pour recevoir de nouveau les autres.",
  },
  lift: {
    title: "Recevoir de nouveau des emails ?",
    text: "Vous avez demandé à {app} de ne plus envoyer à {email} les emails que d’autres personnes peuvent déclencher. L’email qui confirme un nouveau compte en fait partie.",
    button: "Les recevoir de nouveau",
    done: "Vous recevez de nouveau des emails",
    doneText:
      "Si vous êtes en train de créer un compte avec {email}, retournez à la page d’attente et renvoyez l’email.",
    goOn: "Renvoyer l’email",
  },
  states: {
    owned: {
      title: "Cette adresse a un compte",
      text: "Les emails concernant un compte ne sont pas arrêtés. Connectez-vous pour modifier ou supprimer le compte.",
      step: "Se connecter",
    },
    unknown: {
      title: "Nous ne reconnaissons pas ce lien",
      text: "Votre logiciel de messagerie l’a peut-être coupé, ou il est trop ancien. Si vous en avez besoin, copiez le lien en entier.",
    },
  },
  mail: {
    subject: "Votre adresse a été utilisée de nouveau",
    preheader: "Vous avez arrêté ces emails. Celui-ci explique comment les recevoir de nouveau.",
    cause: "Quelqu’un, peut-être vous, a saisi cette adresse sur {app} le {time}.",
    stopped:
      "Le {time}, vous nous avez demandé de ne plus vous envoyer ces emails. C’est pourquoi vous recevez celui-ci à la place, une fois par jour au maximum.",
    notYou: "Si ce n’était pas vous, ignorez cet email. Rien ne se passe sans vous.",
    confirm: "Confirmer mon adresse",
    confirms:
      "Si c’était vous, confirmez votre adresse. Vous recevrez alors de nouveau nos emails. Le lien fonctionne jusqu’au {until}.",
    change: "Utiliser cette adresse",
    changes:
      "Si vous voulez utiliser cette adresse pour votre compte, ouvrez le lien. Vous recevrez alors de nouveau nos emails. Le lien fonctionne jusqu’au {until}.",
    code: "Ou saisissez ce code sur la page restée ouverte",
    lift: "Recevoir de nouveau ces emails",
    liftCode: "Pour recevoir de nouveau ces emails, il vous faut ce code",
    liftSameCode: "Pour recevoir de nouveau ces emails, il vous faut le même code.",
    reason: "Vous recevez cet email parce que quelqu’un a saisi cette adresse sur notre site.",
  },
  /** Acts of the audit log, as the page with one's own data names them. */
  auditActs: {
    "mail-stopped": "Arrêt des emails que d’autres personnes peuvent déclencher",
    "mail-stop-lifted": "Reprise des emails que d’autres personnes peuvent déclencher",
  },
  /** What each mail was about, as the page with one's own data lists it. */
  mailNames: {
    "contact-stopped": "Nouvelle utilisation de votre adresse",
  },
});
