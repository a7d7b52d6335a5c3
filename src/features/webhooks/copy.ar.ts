// Arabic texts about webhooks.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "أُوقف الويب هوك {name}",
    preheader: "السبب، وما يُحتفظ به، وكيفية تشغيله من جديد.",
    failing: "منذ {since} لم يتمكّن {appName} من تسليم أي شيء إلى الويب هوك {name}، لذلك أُوقف.",
    gone: "في {since} أبلغ مستقبِل الويب هوك {name} الموقع {appName} بأنه لم يعد يريد أي إشعارات (410 Gone)، لذلك أُوقف.",
    kept: "ما يفوت الويب هوك يُحتفظ به 30 يومًا ويمكن إرساله لاحقًا. كل ما عدا ذلك يعمل كما كان.",
    look: "لمعرفة ما أجاب به المستقبِل، نفّذ",
    on: "لتشغيل الويب هوك من جديد وإرسال ما فاته، نفّذ",
    reason:
      "وصلتك هذه الرسالة لأن هذا العنوان هو عنوان مشغّل الموقع في إعداداته. تصلك مرة واحدة فقط.",
  },
  auditActs: {
    "webhook-added": "إضافة ويب هوك",
    "webhook-rotated": "سر جديد لويب هوك",
    "webhook-off": "إيقاف ويب هوك",
    "webhook-on": "تشغيل ويب هوك",
    "webhook-removed": "إزالة ويب هوك",
  },
  mailNames: { "webhook-off": "أُوقف ويب هوك" },
});
