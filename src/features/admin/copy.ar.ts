// Arabic texts for what operators do.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "user-created": "إنشاء الحساب",
    "admin-created": "إنشاء حساب مسؤول",
    promoted: "منح صلاحيات مسؤول",
    demoted: "سحب صلاحيات المسؤول",
    disabled: "إيقاف الحساب",
    enabled: "إلغاء إيقاف الحساب",
    "mail-retried": "إعادة محاولة إرسال الرسالة",
    "suppression-lifted": "السماح مجددًا بالإرسال إلى العنوان",
  },
});
