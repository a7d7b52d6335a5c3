import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { factorsRemovedMail } from "./mail.ts";

export const admin: Feature = {
  name: "admin",
  words: copy,
  mails: { "factors-removed": { notice: true, render: factorsRemovedMail } },
};
