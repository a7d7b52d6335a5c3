// French texts for what imports leave in the audit log.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    imported: "Compte repris d’un autre système",
    "imported-password-added": "Mot de passe repris d’un autre système",
    "import-replaced":
      "Supprimé au profit d’un autre compte avec la même adresse, lors de la reprise d’un autre système",
  },
});
