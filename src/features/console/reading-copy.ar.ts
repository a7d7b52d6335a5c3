// Arabic texts of the pages of the console that only show something.

export const lists = {
  since: "{of}: من",
  until: "{of}: إلى",
  dateHint: "تاريخ مثل 2026-11-22",
  dateFormat: "أدخل تاريخًا مثل 2026-11-22",
  datesReversed: "اليوم الأخير قبل اليوم الأول",
  download: "تنزيل ابتداءً من هنا",
  csv: "CSV",
  jsonl: "JSON Lines",
  inFiles:
    "لا يزيد الملف على {number} سطر. إن وُجد المزيد ففي اسمه معرّف بعد “{next}”. أدخل هذا المعرّف للمتابعة من هناك.",
  after: "المتابعة بعد المعرّف",
  goOn: "متابعة",
} as const;

export const audit = {
  title: "سجل التدقيق",
  kept: "تُحفظ السطور {duration} ثم تُحذف.",
  keptForever: "تُحفظ السطور بلا حد زمني.",
  act: "الإجراء",
  actHint: "اسمه، مثل “confirmed”: اختر واحدًا من القائمة",
  actor: "بواسطة",
  actorHint: "مثل “user” أو “operator:root” أو “admin:…”",
  user: "المستخدم",
  userHint: "عنوان، أو معرّف شخص حتى لو حُذف",
  when: "متى",
  detail: "التفاصيل",
  none: "لا توجد سطور كهذه.",
  noneYet: "لا شيء بين الأحدث. لم يُبحث بعد بين الأقدم.",
  openUser: "هذا المستخدم في قائمة المستخدمين",
} as const;

/** The overview, beyond the mails. */
export const figures = {
  registrations: "التسجيلات",
  zone: "تبدأ الأيام بحسب المنطقة الزمنية {zone}. لا يُحسب من أكّده فريق الموقع. القيمة السابقة هي قيمة مدة مساوية تسبقها مباشرة.",
  incomplete: "لم يُحسب الجميع بعد.",
  span: "المدة",
  spans: {
    "1": "اليوم حتى الآن",
    "7": "آخر 7 أيام",
    "30": "آخر 30 يومًا",
  },
  registered: "سجّلوا",
  confirmed: "منهم أكّدوا",
  rate: "النسبة",
  median: "الوقت الوسيط حتى التأكيد",
  nothing: "—",
  percent: "{number}%",
  compared: "{value} (سابقًا: {before}، {change})",
  plain: "{value} (سابقًا: {before})",
  up: "+{number}%",
  down: "−{number}%",
  upPoints: {
    zero: "+{count} نقطة",
    one: "+{count} نقطة",
    two: "+{count} نقطة",
    few: "+{count} نقاط",
    many: "+{count} نقطة",
    other: "+{count} نقطة",
  },
  downPoints: {
    zero: "−{count} نقطة",
    one: "−{count} نقطة",
    two: "−{count} نقطة",
    few: "−{count} نقاط",
    many: "−{count} نقطة",
    other: "−{count} نقطة",
  },
  unconfirmed: "أشخاص لم يؤكّدوا بعد",
  fell: "انخفض {domain} من {before} إلى {now}: من سجّلوا في آخر 7 أيام يؤكّد عدد أقل منهم خلال ساعة مما كان في الأيام الـ28 السابقة.",
  seeWho: "عرض من لم يؤكّد",
  see: "عرض المزيد",
  alert:
    "تُطلب رسائل إلى غرباء أكثر بكثير مما يؤكّده الناس، لذلك يطلب نموذج التسجيل من المتصفحات إثبات عمل.",
  holding:
    "الرسائل إلى غرباء محتجزة: تُطلب أكثر بكثير مما يؤكّده الناس. كل من يؤكّد يفسح المجال لغيره.",
} as const;

export const system = {
  title: "النظام",
  version: "إصدار Postern",
  baseUrl: "العنوان",
  zone: "المنطقة الزمنية",
  database: "قاعدة البيانات",
  databaseIs: "{engine}، {megabytes} م.ب",
  rows: "عدد السطور التقديري",
  rowsAre: "المستخدمون {users}، الرسائل {mails}، سجل التدقيق {audit}",
  unknown: "غير معروف",
  migrations: "تغييرات الجداول",
  migrationsAre: "{count}، أحدثها في {time}: {number}، {name}",
  keyMark: "بصمة السر",
  keyMarkHint: "قارنها ببصمة خادم آخر أو نسخة. لا تفتح شيئًا.",
  checks: "الفحوص",
  fine: "لم تلاحظ هذه العملية أي خلل.",
  doctor: "على الخادم يفحص “postern doctor” أكثر بكثير: الجهاز وDNS وخادم البريد.",
  configuration: "الإعدادات",
  name: "الاسم",
  value: "القيمة",
  from: "المصدر",
  rest: "ما لا يظهر هنا له قيمته الافتراضية.",
} as const;
