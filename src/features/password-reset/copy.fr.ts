// French texts for resetting a forgotten password.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  forgot: {
    title: "Réinitialiser votre mot de passe",
    text: "Saisissez votre adresse email. Nous vous envoyons un lien pour choisir un nouveau mot de passe.",
    email: "Adresse email",
    button: "Envoyer le lien",
    back: "Se connecter",
  },
  sent: {
    title: "Consultez votre messagerie",
    text: "Si l’adresse {email} a un compte ici, un lien est en route. Il fonctionne pendant {lifetime}. Si vous recevez plusieurs emails, vous pouvez utiliser n’importe lequel.",
    otherAddress: "Utiliser une autre adresse",
  },
  reset: {
    title: "Choisir un nouveau mot de passe",
    for: "Compte : {email}",
    password: "Nouveau mot de passe",
    hint: "Au moins {minLength} caractères. Quelques mots sans rapport entre eux conviennent bien. Tous vos autres appareils seront déconnectés.",
    keepsSecondStep:
      "Votre seconde étape reste inchangée. Si sa suppression était en cours, elle est abandonnée.",
    lately: {
      title: "Ajouts des 7 derniers jours",
      text: "Une autre personne entrée dans votre compte a pu les faire. Ils sont conservés, sauf si vous les supprimez ici.",
      one: "{what}, ajout du {date}",
      remove: "Supprimer tous ces ajouts",
    },
    button: "Enregistrer",
  },
  states: {
    expired: {
      title: "Ce lien a expiré",
      text: "Les liens de réinitialisation fonctionnent pendant {lifetime}.",
    },
    used: {
      title: "Ce lien a déjà été utilisé",
      text: "Le mot de passe a été changé le {time}. Ce n’était pas vous ? Réinitialisez-le de nouveau sans attendre.",
    },
    replaced: {
      title: "Ce lien a été remplacé",
      text: "Le compte a été modifié après l’envoi de ce lien. Demandez un nouveau lien.",
    },
    disabled: {
      title: "Ce compte est suspendu",
      text: "Demandez à l’équipe du site de lever cette suspension.",
    },
    removed: {
      title: "Ce lien ne fonctionne plus",
      text: "Ce à quoi il se rapportait n’existe plus.",
    },
    "address-taken": {
      title: "Cette adresse a déjà un compte",
      text: "Elle a été confirmée entre-temps pour un autre compte. Demandez un lien pour celui-là.",
    },
    unknown: {
      title: "Nous ne reconnaissons pas ce lien",
      text: "Votre logiciel de messagerie l’a peut-être coupé. Copiez le lien en entier, ou demandez-en un nouveau.",
    },
    sendNew: "Envoyer un nouveau lien",
    logIn: "Se connecter",
  },
  mail: {
    subject: "Réinitialisez votre mot de passe",
    preheader: "Le lien fonctionne jusqu’au {until}.",
    cause: "Le {time}, quelqu’un a demandé à réinitialiser le mot de passe du compte {email}.",
    button: "Changer de mot de passe",
    lifetime: "Le lien fonctionne une seule fois, jusqu’au {until}.",
    secondStep:
      "Votre seconde étape reste inchangée : elle vous sera aussi demandée ensuite pour vous connecter.",
    notYou: "Ce n’était pas vous ? Ignorez cet email : votre mot de passe reste inchangé.",
    reason:
      "Vous recevez cet email parce que quelqu’un a demandé à réinitialiser un mot de passe avec cette adresse.",
  },
  noUser: {
    subject: "Quelqu’un a demandé à réinitialiser un mot de passe",
    preheader: "Il n’y a pas de compte pour cette adresse.",
    cause:
      "Quelqu’un a demandé à réinitialiser le mot de passe associé à {email}. Il n’y a pas de compte sur {app} pour cette adresse.",
    orRegister:
      "Si c’était vous, essayez l’adresse utilisée pour votre inscription, ou créez un compte. Sinon, ignorez cet email.",
    otherAddress:
      "Si c’était vous, essayez l’adresse utilisée pour votre inscription. Sinon, ignorez cet email.",
    button: "Créer un compte",
    reason:
      "Vous recevez cet email parce que quelqu’un a demandé à réinitialiser un mot de passe avec cette adresse.",
  },
  disabled: {
    subject: "Votre compte est suspendu",
    preheader: "Son mot de passe ne peut pas être réinitialisé pour le moment.",
    cause:
      "Le {time}, quelqu’un a demandé à réinitialiser le mot de passe du compte {email}. Un administrateur a suspendu ce compte : son mot de passe ne peut donc pas être réinitialisé pour le moment.",
    ask: "Pour demander pourquoi, ou pour combien de temps",
    notYou: "Si vous n’avez rien demandé, vous n’avez rien à faire.",
    reason:
      "Vous recevez cet email parce que quelqu’un a demandé à réinitialiser un mot de passe avec cette adresse.",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "password-reset": "Réinitialisation du mot de passe",
    "reset-requested": "Demande de réinitialisation du mot de passe",
  },
  /** Shown once, on the next page. */
  notices: {
    "password-reset": "Votre mot de passe a été changé. Connectez-vous avec le nouveau.",
    "reset-requested":
      "Si cette adresse a un compte ici, un lien pour choisir un nouveau mot de passe est en route.",
  },
  /** What each mail was about, for the page that shows users their own data. */
  mailNames: {
    reset: "Choix d’un nouveau mot de passe",
    "reset-no-user": "Demande de réinitialisation sans compte",
    "reset-disabled": "Suspension de votre compte",
  },
});
