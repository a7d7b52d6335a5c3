// French texts for a lost second factor.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  lost: {
    title: "La seconde étape vous est impossible",
    quickest:
      "Si vous avez un code de récupération, une clé d’accès ou une clé de sécurité, utilisez-les. C’est le plus rapide.",
    use: "Utiliser l’un d’eux",
    none: "Si vous n’avez rien de tout cela",
    wait: "Nous pouvons supprimer la seconde étape après un délai de {wait}. Pour le lancer, nous envoyons un lien à {email}.",
    told: "Pendant ce temps, nous écrivons à votre boîte mail, et toute connexion avec la seconde étape ou une clé d’accès met fin au délai. Votre compte est ainsi protégé si une autre personne connaît votre mot de passe.",
    button: "Envoyer le lien",
    unconfirmed:
      "Votre adresse email n’est pas confirmée : nous ne pouvons pas vous envoyer de lien. Vous pouvez vous inscrire de nouveau.",
    waiting: {
      title: "Votre seconde étape sera supprimée le {date}",
      text: "Si vous la retrouvez d’ici là, connectez-vous avec elle : elle sera conservée.",
    },
    leave: "Se déconnecter",
  },
  sent: {
    title: "Consultez vos emails",
    text: "Nous avons envoyé un lien à {email}. Il mène à une page où commence le délai de {wait}. Il est valable {lifetime}.",
  },
  begin: {
    title: "Supprimer votre seconde étape ?",
    for: "Pour {email}. Si vous lancez le délai maintenant :",
    meanwhile:
      "Pendant {wait}, rien ne change. Nous écrivons à votre boîte mail maintenant, puis avant la fin. Chaque email contient un lien qui arrête tout.",
    means: [
      "Une connexion avec la seconde étape ou une clé d’accès arrête tout aussi.",
      "Ensuite, votre application d’authentification, vos codes de récupération et vos clés de sécurité sont supprimés, et toutes les sessions sont fermées. Votre mot de passe suffit alors pour se connecter. Les clés d’accès sont conservées, sauf si ce site exige une seconde étape.",
    ],
    notYou: "Vous n’avez rien demandé ? Alors une autre personne connaît votre mot de passe.",
    sure: "Oui, j’ai perdu ma seconde étape",
    button: "Lancer le délai",
  },
  begun: {
    title: "Votre seconde étape sera supprimée le {date}",
    text: "Vous n’avez rien à faire d’ici là. Si vous la retrouvez, connectez-vous avec elle : elle sera conservée.",
    logIn: "Se connecter",
  },
  keep: {
    title: "Conserver votre seconde étape ?",
    text: "Une personne qui connaît le mot de passe de {email} et lit ses emails a indiqué que la seconde étape est perdue. Si vous la conservez, elle ne sera pas supprimée.",
    here: "Elle doit être supprimée le {date}. Si vous la conservez, elle ne le sera pas.",
    sure: "Oui, je veux conserver ma seconde étape",
    button: "Conserver ma seconde étape",
    back: "Retour à votre profil",
  },
  kept: {
    title: "Votre seconde étape est conservée",
    text: "Si vous n’avez pas demandé sa suppression, une autre personne connaît votre mot de passe et lit vos emails. Choisissez un nouveau mot de passe ici, et un autre pour votre boîte mail.",
  },
  reset: "Choisir un nouveau mot de passe",
  loseStates: {
    expired: { title: "Ce lien a expiré", text: "Connectez-vous pour en demander un nouveau." },
    used: { title: "Ce lien a déjà été utilisé", text: "Le délai a commencé le {time}." },
    replaced: {
      title: "Ce lien a été remplacé",
      text: "Après son envoi, le compte a été modifié, ou la seconde étape a été utilisée.",
    },
    removed: {
      title: "Ce lien ne fonctionne plus",
      text: "Il n’y a pas de seconde étape à supprimer.",
    },
    disabled: {
      title: "Ce compte est suspendu",
      text: "Demandez aux responsables de ce site de lever la suspension.",
    },
    unknown: {
      title: "Nous ne reconnaissons pas ce lien",
      text: "Votre messagerie l’a peut-être coupé. Copiez le lien en entier.",
    },
  },
  keepStates: {
    expired: { title: "Ce lien a expiré", text: "Connectez-vous pour voir où en sont les choses." },
    used: {
      title: "Votre seconde étape est conservée",
      text: "Ce lien a été utilisé le {time}.",
    },
    replaced: {
      title: "Votre seconde étape est conservée",
      text: "Le délai a pris fin le {time}.",
    },
    removed: {
      title: "Ce lien ne fonctionne plus",
      text: "Le délai a pris fin le {time}. La seconde étape a été supprimée, ou le compte a été fermé.",
    },
    disabled: {
      title: "Ce compte est suspendu",
      text: "Demandez aux responsables de ce site de lever la suspension.",
    },
    unknown: {
      title: "Nous ne reconnaissons pas ce lien",
      text: "Votre messagerie l’a peut-être coupé. Copiez le lien en entier.",
    },
  },
  mail: {
    lose: {
      subject: "La seconde étape vous est impossible ?",
      preheader: "Le lien est valable jusqu’au {until}.",
      text: "Une personne qui connaît le mot de passe de {email} nous a indiqué le {time} que la seconde étape de la connexion est perdue. Ce lien lance un délai à la fin duquel elle est supprimée.",
      button: "Supprimer la seconde étape",
      lifetime: "Le lien fonctionne une seule fois, jusqu’au {until}.",
      notYou:
        "Ce n’était pas vous ? N’utilisez pas ce lien et choisissez un nouveau mot de passe : une autre personne connaît le vôtre. Votre seconde étape l’empêche d’entrer.",
    },
    begun: {
      subject: "Votre seconde étape sera supprimée le {date}",
      preheader: "Vous pouvez l’empêcher.",
      text: "Une personne qui connaît votre mot de passe et lit vos emails l’a demandé le {time}, parce que la seconde étape de la connexion est perdue.",
    },
    soon: {
      subject: "Votre seconde étape va être supprimée",
      preheader: "Le {date}. Vous pouvez encore l’empêcher.",
      text: "Elle sera supprimée le {date}, à la demande d’une personne qui connaît votre mot de passe et lit vos emails.",
    },
    stop: {
      until:
        "D’ici là, rien ne change. Une connexion avec la seconde étape ou une clé d’accès arrête tout.",
      button: "Conserver ma seconde étape",
      notYou:
        "Ce n’était pas vous ? Conservez-la, puis choisissez de nouveaux mots de passe : un pour ce compte, un autre pour votre boîte mail.",
    },
    code: "La page demande ce code",
    stopped: {
      subject: "Votre seconde étape est conservée",
      preheader: "Elle ne sera pas supprimée.",
      text: "Une personne avait demandé sa suppression. Cette demande a pris fin le {time}, parce que la seconde étape ou une clé d’accès a été utilisée, que le mot de passe a été réinitialisé, ou que quelqu’un l’a arrêtée.",
      notYou:
        "Si vous n’avez pas demandé la suppression, une autre personne connaît votre mot de passe et lit vos emails. Choisissez de nouveaux mots de passe pour les deux.",
    },
    done: {
      subject: "Votre seconde étape a été supprimée",
      preheader: "Votre mot de passe suffit désormais pour se connecter.",
      text: "Le délai a pris fin le {time}. Votre application d’authentification, vos codes de récupération et vos clés de sécurité ont été supprimés, de même que vos clés d’accès si ce site exige une seconde étape, et toutes les sessions ont été fermées.",
      advice:
        "Votre mot de passe suffit désormais pour se connecter. Configurez bientôt de nouveau la connexion en deux étapes.",
    },
    reason:
      "Vous recevez cet email parce que cette adresse est celle du compte, ou l’était il y a peu.",
  },
  auditActs: {
    "factor-loss-asked": "Seconde étape signalée comme perdue",
    "factor-removal-begun": "Délai avant la suppression de la seconde étape lancé",
    "factor-removal-stopped": "Suppression de la seconde étape arrêtée",
    "factor-removal-done": "Seconde étape supprimée après le délai",
  },
  notices: {
    "factor-kept":
      "Votre seconde étape est conservée. Si vous n’avez pas demandé sa suppression, choisissez maintenant un nouveau mot de passe.",
  },
  mailNames: {
    "lose-factor": "Lien pour supprimer une seconde étape perdue",
    "factor-removal-begun": "Votre seconde étape sera supprimée",
    "factor-removal-soon": "Votre seconde étape va être supprimée",
    "factor-removal-stopped": "Votre seconde étape est conservée",
    "factor-removal-done": "Votre seconde étape a été supprimée",
  },
});
