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
  suppressions: {
    title: "عناوين محجوبة",
    text: "لا تتلقى هذه العناوين رسائل في الوقت الحالي، لأن رسالة إليها ارتدّت أو أُبلغ عنها كبريد مزعج.",
    address: "العنوان",
    find: "بحث",
    since: "منذ",
    why: "السبب",
    whys: { bounce: "رسالة مرتدّة", complaint: "بلاغ عن بريد مزعج" },
    act: "ما يمكنك فعله",
    mail: "الرسالة",
    none: "لا توجد عناوين محجوبة.",
    notThis: "هذا العنوان غير محجوب.",
    lift: {
      title: "السماح مجددًا بالإرسال إلى {email}",
      text: "ستُرسل الرسالة التالية إلى هذا العنوان. أما الرسائل التي فشلت في هذه الأثناء فتبقى كما هي: يُرجى إعادة إرسالها بعد ذلك.",
      button: "السماح مجددًا",
      short: "السماح مجددًا",
    },
    over: "لم يعد هذا العنوان محجوبًا.",
  },
});
