// A mail and its link on the terminal: in a table, in words, and as JSON. Never what opens anything.

import type { LinkFacts, MailRecord } from "../features/admin/store.ts";
import { iso, oneLine, shortTime, table } from "./output.ts";

/** Mails as a table, one a line. */
export const mailTable = (mails: readonly MailRecord[]): string =>
  table(
    [
      { title: "id", style: "dim" },
      { title: "asked for (UTC)" },
      { title: "state" },
      { title: "kind" },
      { title: "to" },
      { title: "tries", right: true },
      { title: "answer" },
    ],
    mails.map((mail) => [
      mail.id,
      shortTime(mail.createdOn),
      mail.state,
      mail.kind,
      mail.email,
      `${mail.attempts}`,
      oneLine(mail.answer),
    ]),
  );

/** What became of a link. */
export const linkWords = ({
  purpose,
  mintedOn,
  expiresOn,
  endedOn,
  endedWhy,
}: LinkFacts): string => {
  if (endedOn !== null) return `${purpose}, ${endedWhy ?? "over"} ${shortTime(endedOn)}`;
  if (mintedOn === null) return `${purpose}, not mailed yet`;
  return `${purpose}, mailed ${shortTime(mintedOn)}, good until ${shortTime(expiresOn)}`;
};

export const mailJson = (mail: MailRecord) => ({
  ...mail,
  createdOn: iso(mail.createdOn),
  dueOn: iso(mail.dueOn),
  worthlessOn: iso(mail.worthlessOn),
  endedOn: iso(mail.endedOn),
});

export const linkJson = (link: LinkFacts) => ({
  ...link,
  createdOn: iso(link.createdOn),
  mintedOn: iso(link.mintedOn),
  expiresOn: iso(link.expiresOn),
  endedOn: iso(link.endedOn),
});
