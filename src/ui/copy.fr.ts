// French texts of every page and every mail.

import { translation } from "../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "{title} – {app}",
  errorTitle: "Erreur : {title}",
  skip: "Aller au contenu principal",
  navigation: "Compte",
  register: "Inscription",
  logIn: "Connexion",
  logOut: "Déconnexion",
  confirm: "Confirmer",
  profile: "Profil",
  loggedInAs: "Session ouverte avec le compte",
  languages: "Langue",
  help: "Obtenir de l’aide",
  privacy: "Confidentialité",
  terms: "Conditions d’utilisation",
  imprint: "Mentions légales",
  development: "Développement : les emails ne quittent pas cette machine.",
  mailbox: "Ouvrir la messagerie",
  problem: "Un problème est survenu",
  error: "Erreur :",
  warning: "Attention :",
  newest: "Les plus récents",
  older: "Plus anciens",
  show: "Afficher",
  showPassword: "Afficher le mot de passe",
  hide: "Masquer",
  hidePassword: "Masquer le mot de passe",
  passwordShown: "Votre mot de passe est affiché.",
  passwordHidden: "Votre mot de passe est masqué.",
  labelled: "{label} :",
  /** Postern's own roles. */
  roles: { admin: "administration", support: "assistance", viewer: "lecture seule" },
  /** What is said next to a button that asks for a passkey. */
  passkey: {
    buttons: {
      login: "Se connecter avec une clé d’accès",
      "second-step": "Utiliser une clé d’accès ou une clé de sécurité",
      again: "Utiliser une clé d’accès",
    },
    cancelled: "Rien n’a encore été fait. Vous pouvez réessayer.",
    failed: "L’opération a échoué. Réessayez dans un instant.",
    unable: "Cet appareil ne le permet pas. Essayez avec un autre.",
    already: "Cet appareil possède déjà une clé d’accès pour ce compte.",
    alreadyNamed: "Cet appareil possède déjà une clé d’accès pour ce compte : « {name} ».",
  },
  credentials: {
    kinds: {
      password: "Mot de passe",
      totp: "Application d’authentification",
      "recovery-code": "Codes de récupération",
      passkey: "Clé d’accès",
      "security-key": "Clé de sécurité",
      unknown: "Autre moyen de connexion",
    },
    named: "{what} « {name} »",
  },
  console: {
    navigation: "Console",
    reason: "Motif",
    reasonIfAny: "Motif, s’il y en a un",
    reasonHint: "Pour le journal d’audit. La personne concernée peut demander à le lire.",
    reasonMissing: "Indiquez un motif de 300 caractères au maximum",
    back: "Retour",
  },
  mailFoot: "{app} · {support}",
  /** What the mail is about comes first: lists of mails cut off the end of a long subject. */
  mailSubject: "{news} – {app}",
  notMe: {
    text: "Ce n’était pas vous ? Alors quelqu’un d’autre a accès à votre compte. Verrouillez-le : tout le monde sera déconnecté, et vous choisirez un nouveau mot de passe. Le lien fonctionne jusqu’au {until}.",
    button: "Ce n’était pas moi",
    code: "La page demande ce code",
  },
  /** For the code that a person types. */
  reader: {
    code: "Code reçu par email",
    hint: "8 chiffres, dans le même email que le lien. Ils montrent que c’est une personne qui agit, et non un programme.",
    errors: {
      "code-missing": "Saisissez le code reçu par email",
      "code-format": "Le code doit comporter 8 chiffres",
      "wrong-code": "Ce code est incorrect. Il se trouve dans le même email que le lien",
      "not-sure": "Cochez la case",
    },
  },
});
