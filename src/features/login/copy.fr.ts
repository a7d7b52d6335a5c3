// French texts for logging in and out.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Se connecter",
  email: "Adresse email",
  password: "Mot de passe",
  button: "Se connecter",
  shared: "Cet ordinateur est partagé",
  sharedHint:
    "Dans ce cas, votre session se ferme avec le navigateur, ou après {time} d’inactivité.",
  forgot: "Mot de passe oublié ?",
  register: "Créer un compte",
  loggedInAs: "Votre session est ouverte avec le compte {email}.",
  continueTo: "Continuer vers {app}",
  errors: {
    "email-missing": "Saisissez votre adresse email",
    "password-missing": "Saisissez votre mot de passe",
    "wrong-credentials": "L’adresse email ou le mot de passe est incorrect",
  },
  disabled: {
    title: "Ce compte est suspendu",
    text: "Votre mot de passe est correct, mais un administrateur a suspendu ce compte.",
  },
  toBeDeleted: {
    title: "Ce compte va être supprimé",
    text: "Vous l’avez demandé, et la suppression aura lieu le {date}. Pour conserver le compte, utilisez le lien de l’email que nous vous avons envoyé à ce moment-là.",
    noMail:
      "Vous ne retrouvez pas cet email ? Nous pouvons vous envoyer un lien pour choisir un nouveau mot de passe. En choisir un permet aussi de conserver le compte.",
    button: "Recevoir ce lien",
  },
  again: {
    title: "Saisissez à nouveau votre mot de passe",
    text: "Vous allez effectuer un changement important.",
    password: "Mot de passe",
    button: "Continuer",
    errors: {
      "password-missing": "Saisissez votre mot de passe",
      "wrong-password": "Ce n’est pas votre mot de passe",
    },
  },
  unconfirmed: "Confirmez votre adresse email avant de vous connecter",
  tooMany: "Réinitialiser votre mot de passe",
  newDevice: {
    subject: "Nouvelle connexion à votre compte",
    preheader: "{browser}, le {time}.",
    text: "Le {time}, quelqu’un s’est connecté à votre compte, dans un navigateur qui n’avait jamais servi pour ce compte : {browser}.",
    wasYou:
      "Si c’était vous, vous n’avez rien à faire. Sinon, déconnectez l’appareil concerné et changez votre mot de passe.",
    see: "Voir vos appareils",
    reason:
      "Vous recevez cet email parce que nous vous signalons les connexions depuis de nouveaux appareils.",
  },
  paused: {
    subject: "Mots de passe incorrects pour votre compte",
    preheader: "Quelqu’un essaie des mots de passe. Aucun n’était le bon.",
    text: "Quelqu’un a saisi cent mots de passe incorrects de suite pour votre compte. Pour le moment, le mot de passe ne fonctionne que dans les navigateurs qui vous ont déjà servi à vous connecter. Dans ceux-là, rien ne change.",
    elsewhere: "Changer de mot de passe pour se connecter ailleurs",
    wait: "Vous n’avez rien d’autre à faire. Ce blocage prend fin automatiquement un jour après le dernier mot de passe incorrect.",
    reason: "Vous recevez cet email parce que quelqu’un tente d’accéder à votre compte.",
  },
  logout: { title: "Se déconnecter ?", button: "Se déconnecter" },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "logged-in": "Connexion",
    "logged-out": "Déconnexion",
    "password-paused":
      "Blocage temporaire du mot de passe, après cent mots de passe incorrects de suite",
  },
  /** Shown once, on the next page. */
  notices: {
    "logged-out": "Votre session est fermée.",
    "weak-password": "Ce mot de passe est facile à deviner. Choisissez-en un plus sûr.",
  },
  /** What each mail was about, for the page that shows users their own data. */
  mailNames: {
    "new-device": "Nouvelle connexion",
    "password-paused": "Mots de passe incorrects",
  },
});
