// Arabic texts for the home and the profile page.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  home: {
    title: "مرحبًا بك في {app}",
    anonymous: "يمكنك إنشاء حساب، أو تسجيل الدخول إلى حسابك.",
    closed: "يمكنك تسجيل الدخول إلى حسابك. التسجيل مغلق حاليًا.",
    register: "إنشاء حساب",
    logIn: "تسجيل الدخول",
    unconfirmed: "تم تسجيل دخولك بالحساب {email}. يُرجى تأكيد عنوانك للمتابعة.",
    confirm: "الانتقال إلى صفحة الانتظار",
    confirmed: "تم تسجيل دخولك بالحساب {email}، وعنوانك مؤكَّد.",
    profile: "عرض الملف الشخصي",
    grace:
      "تم تسجيل دخولك بالحساب {email}. لمواصلة استخدام هذا الموقع، يُرجى تأكيد عنوانك (آخر موعد: {until}).",
    forEver: "تم تسجيل دخولك بالحساب {email}. لم يؤكَّد عنوانك بعد.",
  },
  profile: {
    title: "الملف الشخصي",
    confirmed: "تاريخ التأكيد",
    notYet: "لم يؤكَّد بعد",
    registered: "تاريخ التسجيل",
    pending: "لإكمال تغيير عنوانك، يُرجى تأكيد {email}.",
    cancelPending: "إلغاء التغيير",
    losing:
      "من المقرر إزالة خطوتك الثانية في {date}. أفاد شخص يعرف كلمة مرورك ويقرأ بريدك بأنها مفقودة.",
    keepFactor: "الاحتفاظ بخطوتك الثانية",
  },
});
