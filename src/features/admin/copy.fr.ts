// What operators do, in French words for the affected users.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "user-created": "Création du compte",
    "admin-created": "Création du compte d’administrateur",
    promoted: "Attribution des droits d’administration",
    demoted: "Retrait des droits d’administration",
    disabled: "Suspension du compte",
    enabled: "Fin de la suspension du compte",
    "mail-retried": "Nouvel essai d’envoi d’un email",
    "suppression-lifted": "Autorisation de nouveaux emails vers l’adresse",
  },
});
