// French texts for the extra fields of a site on the profile.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Vos informations",
  button: "Enregistrer",
  back: "Revenir à votre profil",
  auditActs: {
    "fields-changed": "Modification de vos informations",
  },
  notices: {
    "fields-changed": "Vos informations sont enregistrées.",
  },
  onProfile: {
    term: "Vos informations",
    empty: "Pas encore renseignées",
    yes: "Oui",
    action: { text: "Modifier", hiddenText: "vos informations" },
  },
});
