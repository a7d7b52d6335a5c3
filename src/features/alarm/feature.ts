import { minutes } from "../../domain/time.ts";
import { mailTroubleMail } from "./mail.ts";
import type { Feature } from "../../feature.ts";
import { watchMail } from "./alarm.ts";
import { copy } from "./copy.ts";

export const alarm: Feature = {
  name: "alarm",
  words: copy,
  tasks: [{ name: "watch", every: minutes(1), run: watchMail }],
  mails: {
    "mail-trouble": { render: mailTroubleMail },
  },
};
