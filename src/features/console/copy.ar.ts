// Arabic texts of the pages for the site's staff.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { bulk } from "./bulk-copy.ar.ts";
import { audit, figures, lists, system } from "./reading-copy.ar.ts";

export const words = translation<typeof copy>()({
  onProfile: {
    term: "لوحة الإدارة",
    value: "صفحات فريق هذا الموقع",
    action: { text: "فتح", hiddenText: "لوحة الإدارة" },
  },
  figure: "{number}",
  orMore: "{number} أو أكثر",
  audit,
  bulk,
  figures,
  system,
  lists,
  overview: {
    title: "نظرة عامة",
    sendingHeld:
      "لا يرسل هذا الموقع أي رسائل أو أحداث: كانت قاعدة بياناته تخدم عنوانًا آخر، وقد تكون نسخة. يقرر من يشغّل الموقع ذلك بالأمر “postern mail release”.",
    heldBy: "لا تُرسل أي رسائل أو أحداث: أوقف {actor} إرسالها منذ {since}. السبب: {reason}",
    serverRefuses: "لا يقبل خادم البريد أي رسائل منذ {since}. آخر ما قاله: {answer}",
    campaign: {
      running: "يُطلب من أصحاب الحسابات المنقولة بالبريد الإلكتروني تأكيد عناوينهم.",
      stopped: "أوقف أحد المشغّلين طلب تأكيد العناوين من أصحاب الحسابات المنقولة.",
      halted: "توقف تلقائيًا طلب تأكيد العناوين من أصحاب الحسابات المنقولة لكثرة الرسائل المرتجعة.",
    },
    waiting: "رسائل في الانتظار",
    waitingSince: "{count}، أقدمها منذ {since}",
    parked: "أول الرسائل إلى غرباء، محتجزة لنفاد الرصيد",
    failed: "رسائل فشلت خلال آخر 24 ساعة",
  },
  users: {
    title: "المستخدمون",
    search: "العنوان أو المعرّف",
    searchHint: "بداية العنوان، أو معرّف كامل",
    find: "بحث",
    filter: "تصفية",
    any: "الكل",
    address: "العنوان",
    state: "الحالة",
    role: "الدور",
    domain: "النطاق",
    registered: "التسجيل",
    confirmed: "التأكيد",
    none: "لا يوجد مستخدمون كهؤلاء.",
    noneYet: "لا أحد بين الأحدث. لم يُبحث بعد بين الأقدم.",
    via: "طريقة التأكيد",
    factor: "العامل الثاني",
    mail: "البريد",
    vias: {
      link: "رابط",
      code: "رمز",
      reset: "إعادة تعيين كلمة المرور",
      admin: "الفريق",
      import: "استيراد",
    },
    factors: { yes: "موجود", no: "غير موجود" },
    mails: { suppressed: "عنوان محجوب" },
    states: { unconfirmed: "غير مؤكد", confirmed: "مؤكد", disabled: "موقوف", deleting: "سيُحذف" },
  },
});
