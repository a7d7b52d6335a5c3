// Arabic texts for what operators do.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { userPages } from "./user-copy.ar.ts";
import { why } from "./why-copy.ar.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "factor-shown": "إظهار العامل الثاني في سطر الأوامر",
    "factors-removed": "إزالة العوامل الثانية ومفاتيح المرور",
    "user-created": "إنشاء الحساب",
    "admin-created": "إنشاء حساب مسؤول",
    promoted: "منح صلاحيات مسؤول",
    demoted: "سحب صلاحيات المسؤول",
    "role-added": "منح دور",
    "role-removed": "سحب دور",
    disabled: "إيقاف الحساب",
    enabled: "إلغاء إيقاف الحساب",
    "looked-at": "اطّلع عليه فريق الموقع",
    exported: "صدّر فريق الموقع ملفًا عن المستخدمين",
    "mail-retried": "إعادة محاولة إرسال الرسالة",
    "suppression-lifted": "السماح مجددًا بالإرسال إلى العنوان",
  },
  userPages,
  notices: { "staff-acted": "تم ذلك، وسُجّل في السجل." },
  why,
  mailNames: { "factors-removed": "إزالة العوامل الثانية" },
  factorsRemoved: {
    subject: "أُزيلت العوامل الثانية من حسابك",
    preheader: "أزالها أحد المسؤولين في {time}.",
    text: "في {time}، أزال أحد المسؤولين العوامل الثانية ومفاتيح المرور من حسابك. يمكنك تسجيل الدخول بكلمة المرور وإعدادها من جديد.",
    reason: "وصلتك هذه الرسالة لأن طريقة تسجيل الدخول إلى حسابك تغيّرت.",
  },
});
