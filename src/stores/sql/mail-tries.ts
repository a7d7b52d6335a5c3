// Answers to the tries of a mail, kept beside the mail before a later answer takes their place.

import { withTry } from "../../domain/mail-tries.ts";
import type { MailState } from "../../domain/mail.ts";
import type { Fault } from "../../domain/refusal.ts";
import type { Instant } from "../../domain/time.ts";
import { row, type Work } from "./work.ts";

type Said = {
  readonly state: MailState;
  readonly answer: string | null;
  readonly fault: Fault | null;
  readonly ended_on: Instant | null;
  readonly tries: string | null;
};

const readSaid = (mailId: string): Work<Said | undefined> =>
  row<Said>("SELECT state, answer, fault, ended_on, tries FROM mails WHERE id = ?", mailId);

/** The kept tries of a mail that a server has just put off, this one included, as they are stored. */
export function* triesWith(
  mailId: string,
  { fault, answer, now }: { fault: Fault | null; answer: string; now: Instant },
): Work<string> {
  const said = yield* readSaid(mailId);
  return withTry(said?.tries ?? null, { on: now, state: "retry", fault, answer });
}

/** The kept tries of a mail whose last answer is about to be replaced, as they are stored. */
export function* triesOf(mailId: string): Work<string | null> {
  const said = yield* readSaid(mailId);
  if (said === undefined) return null;
  const { state, answer, fault, ended_on: on, tries } = said;
  if (on === null || (state !== "sent" && state !== "dead")) return tries;
  return withTry(tries, { on, state, fault, answer: answer ?? "" });
}
