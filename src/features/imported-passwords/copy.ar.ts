// Arabic texts for passwords of an earlier system.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "imported-password-removed": "إزالة كلمة مرور النظام السابق",
  },
});
