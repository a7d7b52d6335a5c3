// What mail servers answered to the earlier tries of a mail, as it is kept beside the mail.

import type { MailState } from "./mail.ts";
import type { Fault } from "./refusal.ts";
import type { Instant } from "./time.ts";

/** A try of a mail that a later answer replaced. */
export type MailTry = {
  readonly on: Instant;
  /** What became of the mail then. */
  readonly state: Extract<MailState, "retry" | "sent" | "dead">;
  /** Whose fault the answer was; null if the mail was accepted. */
  readonly fault: Fault | null;
  /** The mail server's words. */
  readonly answer: string;
};

/** How many earlier tries of a mail are kept: those of the last hours, because tries are half an hour apart. */
export const TRIES_KEPT = 10;

/** How much of an answer is kept, in characters. */
const LONGEST_ANSWER = 500;

type Stored = readonly [MailTry["on"], MailTry["state"], MailTry["fault"], MailTry["answer"]];

/** The stored tries with one more; only the newest are kept. */
export function withTry(stored: string | null, { on, state, fault, answer }: MailTry): string {
  const added: Stored = [on, state, fault, answer.slice(0, LONGEST_ANSWER)];
  return JSON.stringify([...rowsIn(stored), added].slice(-TRIES_KEPT));
}

/** The tries of a mail, oldest first. */
export const triesIn = (stored: string | null): readonly MailTry[] =>
  rowsIn(stored).map(([on, state, fault, answer]) => ({ on, state, fault, answer }));

const rowsIn = (stored: string | null): readonly Stored[] =>
  stored === null ? [] : (JSON.parse(stored) as Stored[]);
