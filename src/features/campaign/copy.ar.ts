// Arabic texts for asking imported people to confirm.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "نُقل حسابك: أكِّد عنوان بريدك الإلكتروني",
    preheader: "الرابط صالح حتى {until}.",
    cause: "أُنشئ في {date} حساب بهذا العنوان، وقد نُقل الآن إلى نظام تسجيل الدخول الجديد لدى {app}.",
    ask: "لم يؤكَّد هذا العنوان قط. يُرجى تأكيد أنه عنوانك.",
    button: "تأكيد عنواني",
    linkLives: "الرابط صالح حتى {until}.",
    otherwise: "إذا لم تفعل شيئًا، فلن يتغير شيء.",
    notMe: "ليس حسابك؟ حذف الحساب",
    notMeCode: "الرمز الذي تطلبه صفحة الحذف",
    reason: "وصلتك هذه الرسالة لأن هذا العنوان استُخدم لإنشاء حساب.",
  },
  auditActs: {
    "campaign-started": "بدأ طلب تأكيد العناوين من أصحاب الحسابات المنقولة",
    "campaign-stopped": "أُوقف طلب تأكيد العناوين من أصحاب الحسابات المنقولة",
    "campaign-resumed": "استؤنف طلب تأكيد العناوين من أصحاب الحسابات المنقولة",
    "campaign-halted": "توقف طلب تأكيد العناوين من أصحاب الحسابات المنقولة لكثرة الرسائل المرتجعة",
    "campaign-finished": "انتهى طلب تأكيد العناوين من أصحاب الحسابات المنقولة",
    "campaign-mailed": "طُلب تأكيد العنوان بالبريد الإلكتروني بعد نقل الحساب",
  },
  mailNames: { "confirm-moved": "تأكيد عنوانك بعد نقل حسابك" },
});
