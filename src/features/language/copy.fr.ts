// French texts for choosing a language.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Votre langue",
  label: "Langue",
  hint: "Pour vos emails, et pour ce site partout où vous vous connectez.",
  button: "Enregistrer",
  back: "Revenir à votre profil",
  unknown: "Choisissez une langue dans la liste",
  auditActs: {
    "language-chosen": "Choix de la langue",
  },
  notices: {
    "language-chosen": "Votre langue est enregistrée.",
  },
  onProfile: {
    term: "Langue",
    none: "Pas encore choisie",
    action: { text: "Changer", hiddenText: "de langue" },
  },
});
