// Arabic texts for changing a known password.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "تغيير كلمة المرور",
  for: "الحساب: {email}",
  current: "كلمة المرور الحالية",
  password: "كلمة المرور الجديدة",
  passwordHint: "الحد الأدنى لعدد الأحرف: {minLength}. سيتم تسجيل الخروج من الأجهزة الأخرى.",
  button: "تغيير كلمة المرور",
  back: "العودة إلى الملف الشخصي",
  currentErrors: {
    "password-missing": "يُرجى إدخال كلمة المرور الحالية",
    "wrong-password": "كلمة المرور الحالية غير صحيحة",
  },
  unchanged: "يجب أن تختلف كلمة المرور الجديدة عن الحالية",
  tooMany: "إعادة تعيين كلمة المرور",
  mail: {
    subject: "تم تغيير كلمة المرور",
    preheader: "إذا لم يكن هذا التغيير منك، فيُرجى التصرف فورًا.",
    changed: "تم تغيير كلمة المرور لحسابك في {time}. وتم تسجيل الخروج من جميع الأجهزة الأخرى.",
    changedWith:
      "تم تغيير كلمة المرور لحسابك في {time} باستخدام {browser}. وتم تسجيل الخروج من جميع الأجهزة الأخرى.",
    notYou:
      "إذا لم يكن هذا التغيير منك، فهناك شخص آخر يعرف كلمة المرور الخاصة بك. في هذه الحالة يُرجى اختيار كلمة مرور جديدة: يؤدي ذلك إلى تسجيل خروج الجميع، وينجح مهما غيّر ذلك الشخص من بيانات أخرى.",
    button: "اختيار كلمة مرور جديدة",
    tellUs: "ويُرجى إبلاغنا عبر",
    reason: "وصلتك هذه الرسالة لأنه ينبغي إعلامك بكل تغيير لكلمة المرور.",
  },
  auditActs: {
    "password-changed": "تغيير كلمة المرور",
  },
  notices: {
    "password-changed": "تم تغيير كلمة المرور. وتم تسجيل الخروج من الأجهزة الأخرى.",
  },
  onProfile: {
    term: "كلمة المرور",
    changed: "آخر تغيير: {time}",
    neverChanged: "كما اختيرت عند التسجيل",
    action: { text: "تغيير", hiddenText: "كلمة المرور" },
  },
  mailNames: {
    "password-changed": "تغيير كلمة المرور",
  },
});
