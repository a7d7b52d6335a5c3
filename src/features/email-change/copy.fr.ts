// French texts for changing an address.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  request: {
    title: "Changer votre adresse email",
    now: "Adresse actuelle : {email}",
    email: "Nouvelle adresse email",
    hint: "Nous envoyons un lien à la nouvelle adresse. Rien ne change tant que vous ne l’avez pas ouvert.",
    button: "Envoyer le lien",
    back: "Revenir à votre profil",
    errors: {
      "same-address": "C’est déjà votre adresse",
      frozen:
        "L’ancienne adresse a été rétablie récemment : l’adresse ne peut pas être changée pendant une semaine",
      unconfirmed: "Confirmez d’abord votre adresse. Vous pouvez la changer sur la page d’attente",
    },
  },
  cancel: {
    title: "Annuler le changement de votre adresse ?",
    text: "Le lien que nous avons envoyé à {email} ne fonctionnera plus.",
    button: "Annuler le changement",
  },
  change: {
    title: "Utiliser {email} pour votre compte ?",
    text: "Cette adresse remplacera {old}. Vos autres appareils seront déconnectés.",
    password: "Mot de passe de votre compte",
    button: "Utiliser cette adresse",
    proofNeeded: "Saisissez le mot de passe de votre compte",
    wrongPassword: "Ce n’est pas le mot de passe de votre compte",
    done: "Votre adresse email est maintenant {email}",
    doneText:
      "Nous avons écrit à {old} : cet email permet de rétablir l’ancienne adresse pendant 7 jours. Tous les autres appareils ont été déconnectés.",
    backText:
      "Le compte a retrouvé son adresse précédente, et nous avons prévenu {old}. Tous les autres appareils ont été déconnectés.",
    continue: "Continuer",
  },
  stop: {
    title: "Arrêter ce changement ?",
    text: "Une personne connectée à votre compte a demandé que le compte passe de l’adresse {email} à {to}.",
    over: "Une personne connectée à votre compte a demandé que le compte n’utilise plus l’adresse {email}. Cette demande est maintenant annulée.",
    sure: "Cette adresse est la mienne",
    doors:
      "Est-ce quelqu’un d’autre qui l’a demandé ? Alors cette personne a accès à votre compte : nous déconnecterons tout le monde, aucun mot de passe ne fonctionnera tant que vous n’en aurez pas choisi un nouveau, et l’adresse ne pourra pas être changée pendant une semaine.",
    buttons: { "changed-my-mind": "J’ai changé d’avis", "not-me": "Ce n’était pas moi" },
    doorMissing: "Indiquez pourquoi le changement doit être arrêté",
    done: "Le changement est arrêté",
    doneText: "Votre adresse reste inchangée.",
    profile: "Aller à votre profil",
    locked: "Le changement est arrêté et votre compte est verrouillé",
    lockedText:
      "Tout le monde est déconnecté, et l’ancien mot de passe ne fonctionne plus. Nous avons envoyé à {email} un lien pour en choisir un nouveau.",
  },
  undo: {
    title: "Rétablir votre ancienne adresse ?",
    text: "Le compte utilisera de nouveau {email}. Tous les appareils seront déconnectés, ce qui a été ajouté au cours des 7 derniers jours sera supprimé, le mot de passe ne fonctionnera plus, et l’adresse ne pourra pas être changée pendant une semaine.",
    sure: "Je veux retrouver mon ancienne adresse",
    button: "Rétablir et verrouiller",
    done: "Votre adresse email est de nouveau {email}",
    doneText:
      "Tous les appareils sont déconnectés. Nous vous avons envoyé un lien pour choisir un nouveau mot de passe.",
    factor: {
      label: "Code de votre application d’authentification, ou code de récupération",
      hint: "Ce compte a une application d’authentification, un code est donc nécessaire ici aussi.",
      errors: {
        "factor-missing":
          "Saisissez un code de votre application d’authentification, ou un code de récupération",
        "wrong-factor": "Ce code est incorrect",
        "factor-used": "Ce code a déjà été utilisé. Attendez le suivant",
      },
    },
  },
  states: {
    expired: {
      title: "Ce lien a expiré",
      text: "Demandez de nouveau le changement sur votre profil.",
    },
    used: { title: "Ce lien a déjà été utilisé", text: "Il n’y a plus rien à faire." },
    replaced: {
      title: "Ce lien a été remplacé",
      text: "Un autre changement a suivi, ou celui-ci a été arrêté.",
    },
    removed: {
      title: "Ce lien ne fonctionne plus",
      text: "Ce à quoi il se rapportait n’existe plus.",
    },
    "address-taken": {
      title: "Cette adresse a déjà un compte",
      text: "Elle a été confirmée entre-temps pour un autre compte : rien n’a donc été changé.",
    },
    disabled: {
      title: "Ce compte est suspendu",
      text: "Demandez à l’équipe du site de lever cette suspension. Ce lien fonctionnera alors de nouveau, s’il n’a pas expiré entre-temps.",
    },
    unknown: {
      title: "Nous ne reconnaissons pas ce lien",
      text: "Votre logiciel de messagerie l’a peut-être coupé. Copiez le lien en entier.",
    },
    profile: "Aller à votre profil",
  },
  mail: {
    new: {
      subject: "Confirmez votre nouvelle adresse email",
      preheader: "Rien ne change d’ici là.",
      cause: "Le {time}, quelqu’un a demandé à utiliser cette adresse pour un compte sur {app}.",
      button: "Utiliser cette adresse",
      lifetime: "Le lien fonctionne jusqu’au {until}.",
      notYou:
        "Ce n’était pas vous ? Ignorez cet email : rien ne se passe sans le mot de passe du compte.",
      back: "C’était vous, et vous voulez revenir à cette adresse ? Le lien prévu pour cela fonctionne jusqu’au {until}.",
      reason:
        "Vous recevez cet email parce que quelqu’un a demandé à utiliser cette adresse pour un compte.",
    },
    inUse: {
      subject: "Quelqu’un a demandé à utiliser votre adresse email",
      preheader: "Rien n’a changé.",
      text: "Une personne qui a un compte sur {app} a demandé à le faire passer à l’adresse {email}, qui est celle de votre compte. Rien n’a été changé.",
      own: "Si c’était vous, vous avez deux comptes : connectez-vous avec cette adresse, ou choisissez une autre adresse pour l’autre compte.",
      logIn: "Se connecter",
      reason: "Vous recevez cet email parce que cette adresse appartient à un compte.",
    },
    requested: {
      subject: "Votre adresse email est sur le point de changer",
      preheader: "Nouvelle adresse : {masked}. Vous pouvez arrêter ce changement.",
      text: "Le {time}, une personne connectée à votre compte a demandé que le compte passe à l’adresse {masked}. Le changement aura lieu dès que cette adresse sera confirmée.",
      button: "Arrêter le changement",
      code: "La page demande ce code",
      advice:
        "Ce n’était pas vous ? Indiquez-le sur la page : tout le monde sera déconnecté, et vous choisirez un nouveau mot de passe.",
      reason: "Vous recevez cet email parce que cette adresse appartient au compte.",
    },
    reserved: {
      subject: "Un compte n’utilise plus cette adresse",
      preheader: "Si vous n’avez pas demandé ce changement, vous pouvez rétablir cette adresse.",
      cause:
        "Le {time}, quelqu’un a demandé l’envoi d’un email à cette adresse sur {app}. Elle n’a plus de compte.",
      moved: "Le compte qui utilisait cette adresse est passé à l’adresse {masked} le {time}.",
      undo: "Ce n’était pas vous ? Rétablissez cette adresse : le lien fonctionne jusqu’au {until}.",
      button: "Rétablir et verrouiller",
      code: "La page demande ce code",
      own: "Si c’était vous, il n’y a rien à rétablir. Un nouveau compte pourra utiliser cette adresse à partir du {until}.",
      reason:
        "Vous recevez cet email parce que quelqu’un a demandé l’envoi d’un email à cette adresse.",
    },
    changed: {
      subject: "Votre adresse email a été changée",
      preheader: "Vous pouvez rétablir l’ancienne adresse jusqu’au {until}.",
      text: "Depuis le {time}, votre compte utilise {masked}.",
      button: "Rétablir et verrouiller",
      code: "La page demande ce code",
      lifetime:
        "Ce n’était pas vous ? Rétablissez l’ancienne adresse : le lien fonctionne jusqu’au {until}.",
      reason:
        "Vous recevez cet email parce que cette adresse appartenait au compte jusqu’à présent.",
    },
    undone: {
      subject: "L’ancienne adresse de votre compte a été rétablie",
      preheader: "Le compte utilise de nouveau {masked}.",
      text: "Le {time}, une personne qui lit les emails envoyés à {masked} a rétabli cette adresse pour le compte. Tous les autres appareils ont été déconnectés.",
      advice:
        "Si ce n’était pas voulu, parlez-en à la personne qui lit les emails à cette adresse.",
      reason:
        "Vous recevez cet email parce que cette adresse appartenait au compte jusqu’à présent.",
    },
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "email-change-requested": "Demande de changement d’adresse",
    "email-change-cancelled": "Annulation du changement d’adresse",
    "email-change-stopped": "Arrêt du changement d’adresse",
    "email-changed": "Changement d’adresse",
    "email-change-undone": "Rétablissement de l’ancienne adresse",
  },
  /** Shown once, on the next page. */
  notices: {
    "email-change-requested":
      "Nous avons envoyé un email à la nouvelle adresse. Tant que vous ne l’avez pas ouvert, l’ancienne sert encore à vous connecter.",
    "email-change-cancelled": "Le changement de votre adresse a été annulé.",
  },
  /** The feature's row of the profile page. */
  onProfile: {
    term: "Adresse email",
    action: { text: "Changer", hiddenText: "votre adresse email" },
  },
  /** What each mail was about, for the page that shows users their own data. */
  mailNames: {
    "change-email": "Confirmation de votre nouvelle adresse",
    "address-in-use": "Adresse déjà utilisée",
    "address-reserved": "Retrait de votre adresse de son compte",
    "change-requested": "Changement prochain de votre adresse",
    "email-changed": "Changement de votre adresse",
    "change-undone": "Rétablissement de l’ancienne adresse",
  },
});
