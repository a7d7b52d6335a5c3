import type { MailTrouble } from "../../domain/mail.ts";
import { hours, minutes } from "../../domain/time.ts";
import type { SampleVariables } from "../../ports/mail-variables.ts";
import { mailTroubleMail } from "./mail.ts";
import type { Feature } from "../../feature.ts";
import { watchMail } from "./alarm.ts";
import { copy } from "./copy.ts";

/** Mail that nobody accepts, servers that refuse the site, and strangers who register. */
function troubles({ causedOn }: SampleVariables) {
  const answer = "451 4.3.0 Try again later";
  const said = (trouble: Omit<MailTrouble, "since">) => ({
    about: JSON.stringify({ since: causedOn - hours(1), ...trouble }),
  });
  return {
    usual: said({ waiting: 12, answer }),
    refused: said({
      waiting: 3,
      answer: null,
      refused: [{ domain: "example.org", count: 3, answer: "550 5.7.1 Rejected by policy" }],
    }),
    strangers: said({ waiting: 40, answer: null, toStrangers: 40 }),
  };
}

export const alarm: Feature = {
  name: "alarm",
  words: copy,
  tasks: [{ name: "watch", every: minutes(1), run: watchMail }],
  mails: {
    "mail-trouble": { render: mailTroubleMail, samples: troubles },
  },
};
