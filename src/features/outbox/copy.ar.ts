// Arabic texts for what happened to a mail.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { pages } from "./page-copy.ar.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "mail-sent": "إرسال الرسالة",
    "mail-dead": "تعذّر تسليم الرسالة",
    "mail-cancelled": "إلغاء إرسال الرسالة",
    "mail-retry": "تأجيل إرسال الرسالة إلى محاولة لاحقة",
    "sending-held": "إيقاف إرسال جميع الرسائل والأحداث",
    "sending-resumed": "استئناف إرسال الرسائل والأحداث",
  },
  pages,
});
