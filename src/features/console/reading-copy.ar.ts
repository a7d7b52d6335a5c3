// Arabic texts of the pages of the console that only show something.

export const lists = {
  since: "من",
  until: "إلى",
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
