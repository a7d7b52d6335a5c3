// Arabic texts for bounced mails.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  wrongSecret: {
    title: "هذا العنوان مخصص لخوادم البريد",
    text: "تُقبل بلاغات الرسائل المرتدّة ممن يرسل معها المفتاح السري الخاص بها.",
  },
  auditActs: {
    "mail-bounced": "ارتداد الرسالة",
    "mail-complained": "الإبلاغ عن الرسالة كبريد مزعج",
  },
});
