// Arabic texts for choosing a language.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "لغتك",
  label: "اللغة",
  hint: "لرسائلك، ولهذا الموقع أينما سجّلت الدخول.",
  button: "حفظ",
  back: "العودة إلى الملف الشخصي",
  unknown: "يُرجى اختيار لغة من القائمة",
  auditActs: {
    "language-chosen": "اختيار اللغة",
  },
  notices: {
    "language-chosen": "تم حفظ لغتك.",
  },
  onProfile: {
    term: "اللغة",
    none: "لم يتم الاختيار بعد",
    action: { text: "تغيير", hiddenText: "اللغة" },
  },
});
