// Arabic texts of every page and every mail.

import { translation } from "../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "{title} – {app}",
  errorTitle: "خطأ: {title}",
  skip: "الانتقال إلى المحتوى الرئيسي",
  navigation: "الحساب",
  register: "إنشاء حساب",
  logIn: "دخول",
  logOut: "خروج",
  confirm: "التأكيد",
  profile: "الملف الشخصي",
  loggedInAs: "تم تسجيل الدخول بالحساب",
  languages: "اللغة",
  help: "المساعدة",
  privacy: "الخصوصية",
  terms: "شروط الاستخدام",
  imprint: "بيانات الناشر",
  development: "بيئة التطوير: لا تغادر الرسائل هذا الجهاز.",
  mailbox: "فتح صندوق البريد",
  problem: "هناك مشكلة",
  error: "خطأ:",
  warning: "تحذير:",
  newest: "الأحدث",
  older: "الأقدم",
  show: "إظهار",
  showPassword: "إظهار كلمة المرور",
  hide: "إخفاء",
  hidePassword: "إخفاء كلمة المرور",
  passwordShown: "كلمة المرور ظاهرة.",
  passwordHidden: "كلمة المرور مخفية.",
  labelled: "{label}:",
  mailFoot: "{app} · {support}",
  mailSubject: "{news} – {app}",
  notMe: {
    text: "إذا لم يكن هذا منك، فقد دخل شخص آخر إلى حسابك. في هذه الحالة يُرجى قفل الحساب: سيتم تسجيل خروج الجميع، ويمكنك اختيار كلمة مرور جديدة. الرابط صالح حتى {until}.",
    button: "لم أكن أنا",
    code: "الرمز الذي تطلبه الصفحة",
  },
  reader: {
    code: "الرمز المرسل بالبريد الإلكتروني",
    hint: "8 أرقام، في الرسالة نفسها التي تضم الرابط. تُثبت هذه الأرقام أن من يُجري هذه الخطوة إنسان وليس برنامجًا.",
    errors: {
      "code-missing": "يُرجى إدخال الرمز المرسل بالبريد الإلكتروني",
      "code-format": "يجب أن يتكوّن الرمز من 8 أرقام",
      "wrong-code": "هذا الرمز غير صحيح. الرمز موجود في الرسالة نفسها التي تضم الرابط",
      "not-sure": "يُرجى وضع علامة في المربع",
    },
  },
});
