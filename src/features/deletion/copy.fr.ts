// French texts for deleting an account.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Supprimer votre compte",
  deleted: "Ce qui est supprimé",
  deletedItems: [
    "votre adresse et votre mot de passe",
    "toutes les sessions, sur tous les appareils",
    "tous les liens que nous vous avons envoyés, et la liste des emails que vous avez reçus de nous",
  ],
  kept: "Ce qui est conservé, et pourquoi",
  audit:
    "pendant {lifetime}, un journal d’audit de ce qui a été fait et quand, sans votre adresse, pour pouvoir enquêter sur des abus",
  auditForEver:
    "sans limite de durée, un journal d’audit de ce qui a été fait et quand, sans votre adresse, pour pouvoir enquêter sur des abus",
  counts:
    "pendant {lifetime}, le nombre d’emails envoyés à votre adresse, pour que personne ne puisse l’inonder",
  others:
    "pendant {lifetime}, une liste des emails à votre adresse qui ont été demandés sans connexion, pour qu’un lien ouvert tardivement puisse être expliqué",
  unconfirmed:
    "pendant {lifetime}, une liste des emails que nous avons envoyés à votre adresse, pour qu’un lien ouvert tardivement puisse être expliqué",
  atOnce: "Votre adresse n’est pas confirmée : la suppression est donc immédiate et définitive.",
  grace:
    "Vous avez au moins {lifetime} pour changer d’avis : le lien dans notre email annule la suppression. D’ici là, tout est conservé.",
  password: "Mot de passe",
  button: "Supprimer mon compte",
  keep: "Conserver mon compte",
  errors: {
    "password-missing": "Saisissez votre mot de passe",
    "wrong-password": "Ce n’est pas votre mot de passe",
  },
  lastAdmin: {
    title: "Personne d’autre n’administre ce site",
    text: "Ce site a besoin de quelqu’un qui puisse se connecter et l’administrer. Donnez d’abord les droits d’administration à quelqu’un d’autre ; vous pourrez ensuite supprimer votre compte.",
    profile: "Aller à votre profil",
  },
  done: {
    title: "Votre compte sera supprimé le {date}",
    text: "Votre session est fermée. Le lien dans notre email annule la suppression.",
  },
  keepPage: {
    title: "Conserver votre compte ?",
    text: "Le compte {email} va être supprimé. Si vous le conservez, tout reste comme avant.",
    sure: "Oui, je veux conserver mon compte",
    button: "Conserver mon compte",
    unknown: {
      title: "Nous ne reconnaissons pas ce lien",
      text: "Votre logiciel de messagerie l’a peut-être coupé. Copiez le lien en entier.",
    },
    over: {
      title: "Ce lien ne fonctionne plus",
      text: "Le compte a déjà été conservé, ou il a été supprimé définitivement.",
    },
    logIn: "Se connecter",
  },
  mail: {
    subject: "Votre compte sera supprimé le {date}",
    preheader: "Vous pouvez annuler la suppression.",
    text: "Une personne connectée à votre compte l’a demandé le {time}. Tous les appareils ont été déconnectés.",
    button: "Conserver mon compte",
    code: "La page demande ce code",
    notYou:
      "Ce n’était pas vous ? Alors quelqu’un d’autre connaît votre mot de passe. Conservez le compte, puis choisissez un nouveau mot de passe.",
    after: "Après le {date}, la suppression ne pourra plus être annulée.",
    reason: "Vous recevez cet email parce que cette adresse appartient au compte.",
  },
  gone: {
    title: "Votre compte est supprimé",
    done: "Votre session est fermée.",
    subject: "Votre compte est supprimé",
    preheader: "Ceci est notre dernier message.",
    text: "Votre compte a été supprimé le {time}, avec votre adresse et la liste des emails que nous vous avons envoyés. Nous conservons un journal d’audit sans votre adresse. Ceci est notre dernier message.",
    reason: "Vous recevez cet email parce que cette adresse appartenait au compte.",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "deletion-requested": "Demande de suppression",
    kept: "Conservation du compte",
    deleted: "Suppression du compte",
  },
  /** Shown once, on the next page. */
  notices: {
    "account-kept":
      "Votre compte est conservé. Connectez-vous pour continuer. Si vous n’avez pas demandé la suppression, choisissez maintenant un nouveau mot de passe.",
  },
  /** The feature's row of the profile page. */
  onProfile: {
    term: "Compte",
    value: "Suppression avec un délai pour changer d’avis",
    action: { text: "Supprimer", hiddenText: "votre compte" },
  },
  /** What each mail was about, for the page that shows users their own data. */
  mailNames: {
    deletion: "Suppression prochaine de votre compte",
    deleted: "Suppression de votre compte",
  },
});
