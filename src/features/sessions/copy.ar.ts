// Arabic texts for the list of devices.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "الأجهزة التي سجّلت الدخول منها",
  onlyHere: "هذا هو الجهاز الوحيد الذي سجّلت الدخول منه.",
  thisDevice: "هذا الجهاز",
  loggedIn: "تسجيل الدخول: {ago}",
  lastUsed: "آخر استخدام: {ago}",
  from: "من {client}",
  onShared: "على جهاز كمبيوتر مشترك",
  end: "تسجيل الخروج",
  endThis: "من {browser} (تسجيل الدخول: {loggedIn})",
  endThisNth: "من {browser} (تسجيل الدخول: {loggedIn}، رقم {nth})",
  endOthers: "الخروج من كل الأجهزة الأخرى",
  back: "العودة إلى الملف الشخصي",
  auditActs: {
    "browsers-forgotten": "إلغاء تذكّر المتصفحات",
    "session-ended": "تسجيل الخروج من جهاز واحد",
    "sessions-ended": "تسجيل الخروج من جميع الأجهزة",
    "other-sessions-ended": "تسجيل الخروج من جميع الأجهزة الأخرى",
  },
  notices: {
    "session-ended-there": "تم تسجيل الخروج من ذلك الجهاز.",
    "others-ended": "تم تسجيل الخروج من جميع الأجهزة الأخرى.",
  },
  onProfile: {
    term: "الجلسات",
    value: "الأجهزة التي سجّلت الدخول منها",
    action: { text: "عرض وإدارة", hiddenText: "أجهزتك" },
  },
});
