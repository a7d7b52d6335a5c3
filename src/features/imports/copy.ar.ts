// Arabic texts for what imports leave in the audit log.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    imported: "نُقل الحساب إلى هنا من نظام آخر",
    "imported-password-added": "نُقلت كلمة المرور إلى هنا من نظام آخر",
    "import-replaced": "حُذف لصالح حساب آخر بالعنوان نفسه عند النقل من نظام آخر",
  },
});
