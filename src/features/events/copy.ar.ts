// Arabic texts for what an operator did about events.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "events-retried": "إعادة الإبلاغ عن أحداث",
  },
  pages: {
    title: "الأحداث",
    receivers: "من يُبلَّغ بالأحداث",
    receiver: "المتلقي",
    types: "الأحداث",
    all: "الكل",
    state: "الحالة",
    any: "الكل",
    filter: "تصفية",
    act: "ما يمكنك فعله",
    noReceivers: "لا أحد يُبلَّغ بالأحداث.",
    kinds: { handler: "معالج", webhook: "خطّاف ويب إلى {host}" },
    on: "يعمل",
    failing: "يفشل منذ {since}",
    off: "متوقف منذ {since}",
    offWhy: {
      operator: "أوقفه الفريق",
      gone: "أبلغ المتلقي أنه لم يعد موجودًا",
      failing: "لا شيء سوى الفشل منذ أيام",
      "not-registered": "لا توجد عملية لديها هذا المعالج",
    },
    switchOff: "إيقاف",
    switchOn: "تشغيل",
    deliveries: "الأحداث وما آلت إليه",
    event: "الحدث",
    user: "المستخدم",
    said: "آخر رد",
    none: "لا توجد أحداث كهذه.",
    noneYet: "لا شيء بين الأحدث. لم يُبحث بعد بين الأقدم.",
    filters: { waiting: "في الانتظار", delivered: "سُلّمت", dead: "فشلت", missed: "فاتت" },
    states: {
      waiting: "في الانتظار",
      sending: "قيد الإرسال",
      retry: "مؤجل، المحاولة التالية {time}",
      delivered: "سُلّم",
      dead: "فشل",
      missed: "فات أثناء توقف الخطّاف",
    },
    tries: {
      zero: "لا محاولات",
      one: "محاولة واحدة",
      two: "محاولتان",
      few: "{count} محاولات",
      many: "{count} محاولة",
      other: "{count} محاولة",
    },
    retry: {
      title: "إبلاغ {receiver} مجددًا بالحدث {type}",
      text: "يُرسل الحدث من جديد حين يأتي دوره، بالمعرّف نفسه.",
      button: "إبلاغ مجددًا",
    },
    over: "لا يمكن الإبلاغ مجددًا إلا عن حدث فشل أو فات.",
  },
});
