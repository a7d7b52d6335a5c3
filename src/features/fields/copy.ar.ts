// Arabic texts for the extra fields of a site on the profile.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "بياناتك",
  button: "حفظ",
  back: "العودة إلى الملف الشخصي",
  auditActs: {
    "fields-changed": "تغيير بياناتك",
  },
  notices: {
    "fields-changed": "تم حفظ بياناتك.",
  },
  onProfile: {
    term: "بياناتك",
    empty: "لم تُملأ بعد",
    yes: "نعم",
    action: { text: "تغيير", hiddenText: "بياناتك" },
  },
});
