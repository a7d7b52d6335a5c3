// German texts for passwords of an earlier system.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "imported-password-removed": "Passwort des früheren Systems entfernt",
  },
});
