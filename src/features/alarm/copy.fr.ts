// French texts for telling operators that mail is not going out.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "Des emails n’ont pas pu être envoyés",
    preheader: "Ce qui s’est passé, et ce qu’il faut vérifier.",
    text: {
      one: "Depuis le {since}, {appName} n’a pas pu envoyer d’emails. Au moment du constat, {count} email attendait. Rien n’est perdu : il partira dès que l’envoi fonctionnera de nouveau.",
      many: "Depuis le {since}, {appName} n’a pas pu envoyer d’emails. Au moment du constat, {count} d’emails attendaient. Rien n’est perdu : ils partiront dès que l’envoi fonctionnera de nouveau.",
      other:
        "Depuis le {since}, {appName} n’a pas pu envoyer d’emails. Au moment du constat, {count} emails attendaient. Rien n’est perdu : ils partiront dès que l’envoi fonctionnera de nouveau.",
    },
    refused:
      "Depuis le {since}, des serveurs de messagerie ont refusé des emails envoyés par {appName} à cause de l’expéditeur ou d’une règle. Cela ne peut être corrigé que de votre côté : la cause est le compte de messagerie, le domaine ou la réputation du site, et non les adresses.",
    refusedBy: {
      one: "{domain}, {count} email : {answer}",
      many: "{domain}, {count} d’emails : {answer}",
      other: "{domain}, {count} emails : {answer}",
    },
    strangers: {
      subject: "Inscriptions exceptionnellement nombreuses",
      preheader: "Ce qui se passe, et ce qu’il faut vérifier.",
      text: {
        one: "Depuis le {since}, les inscriptions sur {appName} sont bien plus nombreuses que les confirmations. Au moment du constat, {count} email attendait, destiné à une personne qui n’a jamais confirmé. Quelqu’un se sert peut-être du site pour envoyer des emails à des inconnus.",
        many: "Depuis le {since}, les inscriptions sur {appName} sont bien plus nombreuses que les confirmations. Au moment du constat, {count} d’emails attendaient, destinés à des personnes qui n’ont jamais confirmé. Quelqu’un se sert peut-être du site pour envoyer des emails à des inconnus.",
        other:
          "Depuis le {since}, les inscriptions sur {appName} sont bien plus nombreuses que les confirmations. Au moment du constat, {count} emails attendaient, destinés à des personnes qui n’ont jamais confirmé. Quelqu’un se sert peut-être du site pour envoyer des emails à des inconnus.",
      },
      lasts:
        "Vous n’avez rien à faire pour ces emails : ceux des personnes qui restent sur la page partent en premier, et ceux qui ne peuvent pas être envoyés dans les trois heures sont retenus. Les réinitialisations de mot de passe des utilisateurs confirmés n’attendent pas.",
      look: "Pour suivre la situation heure par heure, exécutez",
    },
    answer: "Réponse du serveur de messagerie : {answer}",
    listWaiting: "Pour voir quels emails attendent, exécutez",
    findCause: "Pour trouver la cause, exécutez",
    again: "Tant que cela dure, vous recevez cet email une fois par jour.",
    reason:
      "Vous recevez cet email parce que cette adresse est celle du gestionnaire dans la configuration du site.",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "mail-trouble": "Alerte : interruption de l’envoi des emails",
    "mails-refused": "Alerte : refus des emails de ce site par des serveurs de messagerie",
    "first-contacts-held": "Alerte : mise en attente des emails à des inconnus",
    "sending-released": "Envoi des emails et des événements autorisé",
    "secret-accepted": "Autre secret accepté",
  },
  /** What each mail was about, for the page that shows users their own data. */
  mailNames: {
    "mail-trouble": "Interruption de l’envoi des emails",
  },
});
