// A mail and its link on the terminal: in a table, in words, and as JSON; never anything that gives access.

import { WITHHELD, WITHHELD_FOR_CREDIT } from "../domain/mail.ts";
import type { MailRecord } from "../domain/mail-record.ts";
import type { LinkFacts, WithheldMails } from "../ports/admin-store.ts";
import type { OperatorHold } from "../ports/outbox-store.ts";
import { iso, oneLine, shortTime, table } from "./output.ts";

/** Who holds all mails and events, since when and why. */
export const heldWords = ({ since, actor, reason }: OperatorHold): string =>
  `Held by ${actor} since ${shortTime(since)} (UTC): ${oneLine(reason)}`;

export const holdJson = (hold: OperatorHold | null) => hold && { ...hold, since: iso(hold.since) };

/** The state, and of a mail whose mailbox wants none what really became of it. */
export const mailState = ({ state, isSilent }: MailRecord): string =>
  isSilent ? "stopped" : state;

/** What the mail server said, or why it has not been asked; undefined if there is nothing to say. */
export function mailAnswer({ answer, parkedOn }: MailRecord, most?: number): string | undefined {
  if (parkedOn !== null) return "waits: the site has no credit left for mails to strangers";
  if (answer === WITHHELD) return "withheld: its mailbox had no place for it";
  if (answer === WITHHELD_FOR_CREDIT) {
    return "withheld: the site had no credit left for mails to strangers";
  }
  return oneLine(answer, most) || undefined;
}

/** Mails as a table, one per line. */
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
      mailState(mail),
      mail.kind,
      mail.email,
      `${mail.attempts}`,
      mailAnswer(mail) ?? "",
    ]),
  );

const WITHHELD_WHY: Readonly<Record<WithheldMails["reason"], string>> = {
  "client-share": "one client asked for more than a third of the mailbox's mails",
  "mailbox-full": "the mailbox had all its mails of the hour or the day",
};

/** Withheld mails as a table: a line for each mailbox, kind and hour. */
export const withheldTable = (withheld: readonly WithheldMails[]): string =>
  table(
    [
      { title: "withheld in the hour from (UTC)" },
      { title: "kind" },
      { title: "mailbox" },
      { title: "mails", right: true },
      { title: "last (UTC)" },
      { title: "why" },
    ],
    withheld.map(({ hour, kind, mailbox, count, lastOn, reason }) => [
      shortTime(hour),
      kind,
      mailbox,
      `${count}`,
      shortTime(lastOn),
      WITHHELD_WHY[reason],
    ]),
  );

export const withheldJson = (withheld: WithheldMails) => ({
  ...withheld,
  hour: iso(withheld.hour),
  lastOn: iso(withheld.lastOn),
});

/** What happened to a link. */
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

export const linkJson = (link: LinkFacts) => ({
  ...link,
  createdOn: iso(link.createdOn),
  mintedOn: iso(link.mintedOn),
  expiresOn: iso(link.expiresOn),
  endedOn: iso(link.endedOn),
});
