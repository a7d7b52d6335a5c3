// French texts for the home and the profile page.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  home: {
    title: "Bienvenue sur {app}",
    anonymous: "Créez un compte, ou connectez-vous si vous en avez déjà un.",
    closed: "Connectez-vous à votre compte. Les inscriptions sont fermées pour le moment.",
    register: "Créer un compte",
    logIn: "Se connecter",
    unconfirmed:
      "Votre session est ouverte avec le compte {email}. Confirmez votre adresse pour continuer.",
    confirm: "Voir la page d’attente",
    confirmed: "Votre session est ouverte avec le compte {email}, et votre adresse est confirmée.",
    profile: "Voir votre profil",
    grace:
      "Votre session est ouverte avec le compte {email}. Confirmez votre adresse d’ici au {until} pour continuer à utiliser ce site.",
    forEver:
      "Votre session est ouverte avec le compte {email}. Votre adresse n’est pas encore confirmée.",
  },
  profile: {
    title: "Votre profil",
    confirmed: "Confirmation",
    notYet: "Pas encore confirmée",
    registered: "Inscription",
    pending: "Confirmez {email} pour terminer votre changement d’adresse.",
    cancelPending: "Annuler le changement",
    losing:
      "Votre seconde étape doit être supprimée le {date}. Une personne qui connaît votre mot de passe et lit vos emails a indiqué qu’elle est perdue.",
    keepFactor: "Conserver votre seconde étape",
  },
});
