// Arabic texts for the development mailbox.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "صندوق بريد التطوير",
  intro: "تُحفظ الرسائل هنا بدلًا من إرسالها. هذه الصفحة موجودة في بيئة التطوير فقط.",
  empty: "لا توجد رسائل بعد. عند إنشاء حساب، تظهر الرسالة هنا بعد لحظات.",
  register: "إنشاء حساب",
  to: "إلى",
  sent: "وقت الإرسال",
  kind: "النوع",
  code: "الرمز",
  links: "الروابط في هذه الرسالة",
  asHtml: "كما تعرضها برامج البريد",
  asText: "كنص عادي",
  back: "جميع الرسائل",
  refresh: "تحديث القائمة",
  previews: {
    title: "معاينة الرسائل",
    intro: "كل رسائل هذا الموقع ببيانات تجريبية. هذه الصفحة موجودة في بيئة التطوير فقط.",
    subject: "الموضوع:",
    light: "فاتح",
    dark: "داكن",
    phone: "على الهاتف",
    text: "كنص عادي",
    back: "كل المعاينات",
  },
  wrongHost: {
    title: "لا يُعرض صندوق البريد تحت هذا الاسم",
    text: "لأن صندوق البريد يتيح الدخول إلى الحسابات، فإنه لا يظهر إلا تحت اسم عنوان URL الأساسي أو تحت localhost. يمكن فتحه عبر الرابط:",
  },
});
