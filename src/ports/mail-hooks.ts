import type { MailHook } from "../domain/mail-hooks.ts";
import type { Fault } from "../domain/refusal.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";

/** What a service says of one mail to one recipient. */
export type MailNews = {
  /** `bounced`: the service has given up. `deferred`: it goes on trying. */
  readonly kind: "bounced" | "complained" | "deferred" | "delivered";
  /** The reference of the mail, as it was repeated; empty if it was not. */
  readonly reference: string;
  /** The service's own name of the mail, which its answer contained; empty if it does not count. */
  readonly serviceId: string;
  readonly recipient: string;
  /** When it happened, by the clock of the service. */
  readonly happenedOn: Instant | undefined;
  /** What the mail server said, or why the service did not ask it. For a complaint, its type. */
  readonly words: string;
  readonly status: string;
  readonly code: number | undefined;
  /** Whose fault it is, where the service says so by itself: it did not even ask the mail server. */
  readonly sure?: Fault | undefined;
  /** Whose fault it is, if the words of the mail server do not say it. */
  readonly hint?: Fault | undefined;
};

/** A request as it came in. */
export type SentNotice = {
  readonly headers: Headers;
  readonly body: Buffer;
  readonly now: Instant;
};

/** `unavailable`: nobody can tell now whether it is genuine, so the service should try again. */
export type NoticeRefusal = "wrong-signature" | "malformed-body" | "unavailable";

/** The service that notices come from, and how they are read. */
export type MailService = {
  /** Whether a notice is genuine, by one of these secrets: returns its content. */
  verify(
    sent: SentNotice,
    secrets: readonly string[],
  ): Result<unknown, NoticeRefusal> | Promise<Result<unknown, NoticeRefusal>>;
  /** What a genuine notice says. What is not news of a mail is left out. Never throws. */
  read(notice: unknown): readonly MailNews[];
  /** A text that makes a notice valid for one use; undefined if it covers the content. */
  ticketOf?(notice: unknown): string;
  /** Accepts a genuine invitation to get notices. False if it could not be accepted now. */
  accept?(notice: unknown): Promise<boolean>;
};

/** How the notices of each service are checked and read. */
export type MailServices = Readonly<Record<MailHook, MailService>>;

/** Sends a request to Amazon SNS, like the platform's `fetch`. */
export type SnsFetch = (url: string, init: RequestInit) => Promise<Response>;
