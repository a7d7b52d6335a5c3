// Arabic texts about webhooks.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "أُوقف الخطّاف ويب {name}",
    preheader: "السبب، وما يُحتفظ به، وكيفية تشغيله من جديد.",
    failing: "منذ {since} لم يتمكّن {appName} من تسليم أي شيء إلى الخطّاف ويب {name}، لذلك أُوقف.",
    gone: "في {since} أبلغ مستقبِل الخطّاف ويب {name} الموقع {appName} بأنه لم يعد يريد أي إشعارات (410 Gone)، لذلك أُوقف.",
    kept: "ما يفوت الخطّاف ويب يُحتفظ به 30 يومًا ويمكن إرساله لاحقًا. كل ما عدا ذلك يعمل كما كان.",
    look: "لمعرفة ما أجاب به المستقبِل، نفّذ",
    on: "لتشغيل الخطّاف ويب من جديد وإرسال ما فاته، نفّذ",
    reason:
      "وصلتك هذه الرسالة لأن هذا العنوان هو عنوان مشغّل الموقع في إعداداته. تصلك مرة واحدة فقط.",
  },
  auditActs: {
    "webhook-added": "إضافة خطّاف ويب",
    "webhook-rotated": "سر جديد لخطّاف ويب",
    "webhook-off": "إيقاف خطّاف ويب",
    "webhook-on": "تشغيل خطّاف ويب",
    "webhook-removed": "إزالة خطّاف ويب",
  },
  acts: {
    refusals: {
      "already-off": "هذا الخطّاف متوقف بالفعل.",
      "already-on": "هذا الخطّاف مشغّل بالفعل.",
    },
    off: {
      title: "إيقاف الخطّاف ويب {name}",
      text: "لن يُرسل إليه شيء من الآن فصاعدًا. يُحفظ ما يفوته 30 يومًا.",
      button: "إيقاف",
    },
    on: {
      title: "تشغيل الخطّاف ويب {name}",
      text: "تُرسل إليه الأحداث من جديد من الآن فصاعدًا.",
      button: "تشغيل",
      missed: "ما فاته",
      replay: "إرساله أولًا",
      leave: "عدم إرساله",
    },
  },
  mailNames: { "webhook-off": "أُوقف خطّاف ويب" },
});
