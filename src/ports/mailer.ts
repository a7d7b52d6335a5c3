import type { Fault } from "../domain/refusal.ts";
import type { Instant } from "../domain/time.ts";

/** A mail as a structure: no part of it is ever parsed out of a string. */
export type Message = {
  /** The address alone. */
  readonly to: string;
  /** Where answers go, as `Name <address>`. To the sender where there is none. */
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Stable over every try of the same mail. */
  readonly messageId: string;
  readonly date: Instant;
  /** The envelope sender, to which bounces come back. The From of the mail where there is none. */
  readonly returnPath?: string | undefined;
  /** What the mail is, for the development mailbox only; never a header. */
  readonly about: {
    readonly id: string;
    readonly kind: string;
    readonly code?: string | undefined;
    readonly links: readonly string[];
  };
};

/**
 * What the mail server said. A failure names its fault, and `affectsAll` says that it came before the
 * server had heard of the address, so that every other mail would fail alike (default false).
 */
export type HandOver =
  | { readonly ok: true; readonly answer: string }
  | {
      readonly ok: false;
      readonly fault: Fault;
      readonly affectsAll?: boolean;
      readonly answer: string;
    };

/** What hands mails over: `smtpMailer`, `capturedMailbox`, or a host's own over an API. */
export type Mailer = {
  /** Hands one mail over. Never throws for what a mail server can say or fail to say. */
  send(message: Message): Promise<HandOver>;
  /** How many mails it hands over at once; more would wait in it, unseen. All, where it is not given. */
  readonly atOnce?: number;
  close?(): Promise<void>;
};
