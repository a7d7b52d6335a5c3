// What a mail service says of a mail: which mail it is, and what follows.

import { oneLineOf } from "../../domain/delivery-status.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { classify, type Fault } from "../../domain/refusal.ts";
import { isAbout } from "../../domain/report-recipient.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import { minutes, type Duration } from "../../domain/time.ts";
import type { Uses } from "../../ports/context.ts";
import type { MailNews } from "../../ports/mail-hooks.ts";
import { takeFailure, type BounceRefusal, type Taken } from "./bounces.ts";
import { takeComplaint, type Complaining } from "./complaints.ts";

/** `deferred` and `delivered` change nothing. */
export type Noted = { readonly mailId: string; readonly noted: "deferred" | "delivered" };

export type NewsRefusal =
  | Extract<
      BounceRefusal,
      "other-recipient" | "unknown-mail" | "not-sent" | "no-complaint" | "known-complaint"
    >
  | "no-match"
  | "outdated";

type TakingNews = Complaining &
  Uses<"findMail" | "findSentTo" | "keepUnread" | "recordBounce", "clock" | "references">;

/** Does what follows from news of a mail. News that is not of one of our mails to this recipient changes nothing. */
export async function takeNews(
  context: TakingNews,
  news: MailNews,
): Promise<Result<Taken | Noted, NewsRefusal>> {
  const mailId = context.references.read(news.reference) ?? (await sentAs(context, news));
  if (mailId === undefined) return refused("no-match");
  const mail = (await context.store.findMail(mailId))?.mail;
  if (mail === undefined) return refused("unknown-mail");
  if (news.recipient === "" || !isAbout([news.recipient], mail.email))
    return refused("other-recipient");
  const handedOverOn = mail.state === "sent" ? mail.endedOn : null;
  if (isBefore(news, handedOverOn)) return refused("outdated");
  if (news.kind === "complained") {
    return takeComplaint(context, { mailId, type: news.words });
  }
  if (news.kind !== "bounced") return done({ mailId, noted: news.kind });
  const failed = [news.recipient];
  return takeFailure(context, { mailId, failed, answer: answerOf(news), fault: faultOf(news) });
}

/** Clocks differ. */
const TOLERANCE: Duration = minutes(1);

/** Whether it happened before the mail was last handed over: an operator has sent it again since. */
const isBefore = ({ happenedOn }: MailNews, handedOverOn: number | null): boolean =>
  happenedOn !== undefined && handedOverOn !== null && happenedOn < handedOverOn - TOLERANCE;

/** Shorter names could be any word of an answer. */
const SHORTEST_ID = 16;

/** The mail to the recipient whose answer names it as the service does, for news that do not repeat our reference. */
async function sentAs(
  { store }: Uses<"findSentTo">,
  { serviceId, recipient }: MailNews,
): Promise<string | undefined> {
  const address = parseEmailAddress(recipient);
  if (serviceId.length < SHORTEST_ID || !address.ok) return undefined;
  const sent = await store.findSentTo({ emailKey: address.value.key });
  return sent.find(({ answer }) => wordsIn(answer).includes(serviceId))?.id;
}

const wordsIn = (answer: string): readonly string[] =>
  answer.split(/[\s<>()[\]"',;=]+/).map((word) => word.replace(/[.:]$/, ""));

/** What the mail server said decides, as for any answer; the service's own judgement helps where it says nothing. */
function faultOf({ sure, hint, words, status, code }: MailNews): Fault {
  if (sure !== undefined) return sure;
  const fault = classify({ text: words, status, code });
  return fault === "unknown" ? (hint ?? fault) : fault;
}

const answerOf = ({ words, status, code }: MailNews): string =>
  oneLineOf(words) || `the mail service reported ${oneLineOf(status) || (code ?? "no reason")}`;
