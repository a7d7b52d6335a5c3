// Arabic texts for accepting the terms of a site.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "الموافقة على شروط الاستخدام",
  first: "لاستخدام حسابك، يُرجى قراءة شروط استخدام هذا الموقع والموافقة عليها.",
  changed: "تغيّرت شروط استخدام هذا الموقع. للمتابعة، يُرجى قراءة الشروط الجديدة والموافقة عليها.",
  button: "متابعة",
  otherwise: {
    title: "في حال عدم الرغبة في الموافقة",
    logOut: "تسجيل الخروج واتخاذ القرار لاحقًا",
    data: "الاطلاع على بياناتك وتنزيلها",
    deletion: "حذف حسابك",
  },
  auditActs: {
    "terms-accepted": "الموافقة على شروط الاستخدام",
  },
});
