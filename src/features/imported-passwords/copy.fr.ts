// French texts for passwords of an earlier system.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "imported-password-removed": "Mot de passe de l’ancien système supprimé",
  },
});
