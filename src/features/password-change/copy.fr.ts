// French texts for changing a known password.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Changer votre mot de passe",
  for: "Compte : {email}",
  current: "Mot de passe actuel",
  password: "Nouveau mot de passe",
  passwordHint: "Au moins {minLength} caractères. Vos autres appareils seront déconnectés.",
  button: "Changer le mot de passe",
  back: "Revenir à votre profil",
  currentErrors: {
    "password-missing": "Saisissez votre mot de passe actuel",
    "wrong-password": "Le mot de passe actuel est incorrect",
  },
  unchanged: "Le nouveau mot de passe doit être différent de l’actuel",
  tooMany: "Réinitialiser votre mot de passe",
  mail: {
    subject: "Votre mot de passe a été changé",
    preheader: "Si ce n’était pas vous, agissez maintenant.",
    changed:
      "Votre mot de passe a été changé le {time}. Tous les autres appareils ont été déconnectés.",
    changedWith:
      "Votre mot de passe a été changé le {time}, depuis {browser}. Tous les autres appareils ont été déconnectés.",
    notYou:
      "Ce n’était pas vous ? Alors quelqu’un d’autre connaît votre mot de passe. Choisissez-en un nouveau : cela déconnecte tout le monde, et cela fonctionne quoi que cette personne modifie par ailleurs.",
    button: "Changer de mot de passe",
    tellUs: "Et prévenez-nous",
    reason:
      "Vous recevez cet email parce que nous vous signalons tout changement de votre mot de passe.",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "password-changed": "Changement du mot de passe",
  },
  /** Shown once, on the next page. */
  notices: {
    "password-changed":
      "Votre mot de passe a été changé. Les autres appareils ont été déconnectés.",
  },
  /** The feature's row of the profile page. */
  onProfile: {
    term: "Mot de passe",
    changed: "Changé le {time}",
    neverChanged: "Celui choisi à l’inscription",
    action: { text: "Changer", hiddenText: "votre mot de passe" },
  },
  /** What each mail was about, for the page that shows users their own data. */
  mailNames: {
    "password-changed": "Changement de votre mot de passe",
  },
});
