// French texts for accepting the terms of a site.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Accepter les conditions d’utilisation",
  first:
    "Pour utiliser votre compte, lisez les conditions d’utilisation de ce site et acceptez-les.",
  changed:
    "Les conditions d’utilisation de ce site ont changé. Pour continuer, lisez les nouvelles conditions et acceptez-les.",
  button: "Continuer",
  otherwise: {
    title: "Si vous ne voulez pas les accepter",
    logOut: "Vous déconnecter et décider plus tard",
    data: "Voir vos données et les télécharger",
    deletion: "Supprimer votre compte",
  },
  auditActs: {
    "terms-accepted": "Acceptation des conditions d’utilisation",
  },
});
