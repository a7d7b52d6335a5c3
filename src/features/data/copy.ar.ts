// Arabic texts for the page with the user's own data.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "بياناتك",
  intro:
    "هذا ما نحتفظ به عنك، بدءًا بالأحدث؛ ويضم ملف التنزيل كل ذلك دفعة واحدة. تُحفظ كلمة المرور في صورة بصمة (hash) لا يمكن لأحد قراءتها.",
  download: "تنزيل بصيغة JSON",
  user: "الحساب",
  language: "اللغة",
  email: "عنوان البريد الإلكتروني",
  registered: "تاريخ التسجيل",
  registeredWith: "وسيلة التسجيل",
  confirmed: "تاريخ التأكيد",
  notYet: "لم يؤكَّد بعد",

  terms: { term: "الموافقة على الشروط", accepted: "الإصدار {version}، في {date}" },
  twoSteps: { term: "تسجيل الدخول بخطوتين", on: "مفعّل", off: "غير مفعّل" },
  codes: {
    term: "رموز الاسترداد",
    left: {
      zero: "لم يبقَ أي رمز",
      one: "بقي رمز واحد",
      two: "بقي رمزان",
      few: "بقيت {count} رموز",
      many: "بقي {count} رمزًا",
      other: "بقي {count} رمز",
    },
  },
  removal: { term: "الخطوة الثانية", asked: "من المقرر إزالتها في {date}، وقد طُلب ذلك في {asked}" },
  credentials: "طرق تسجيل الدخول",
  added: "الإضافة",
  lastUsed: "آخر استخدام",
  neverUsed: "لم يُستخدم بعد",
  browsers: "المتصفحات التي نتذكّرها",
  until: "حتى",
  sessions: "الجلسات",
  session: "{browser}، من {client}",
  allSessions: "جميع الجلسات",
  mails: "الرسائل المرسلة إليك",
  newestMails: "أحدث الرسائل",
  olderMails: "رسائل أقدم",
  acts: "العمليات",
  newestActs: "أحدث العمليات",
  olderActs: "عمليات أقدم",
  when: "الوقت",
  what: "الوصف",
  where: "المكان",
  state: "الحالة",
  by: "المنفّذ",
  back: "العودة إلى الملف الشخصي",
  statesOfMails: {
    queued: "بانتظار الإرسال",
    sending: "قيد الإرسال",
    retry: "بانتظار محاولة أخرى",
    sent: "أُرسلت",
    dead: "تعذّر تسليمها",
    cancelled: "لم تُرسَل",
  },
  namesOfActors: {
    user: "أنت",
    visitor: "زائر",
    "mailbox-owner": "من يقرأ صندوق بريدك",
    system: "هذا الموقع",
  },
  operator: "أحد مشغّلي هذا الموقع",
  onProfile: {
    term: "بياناتك",
    value: "كل ما نحتفظ به عنك",
    action: { text: "عرض وتنزيل", hiddenText: "بياناتك" },
  },
});
