import type { Fault } from "../domain/refusal.ts";
import type { Duration, Instant } from "../domain/time.ts";

/** A picture in a mail, which its HTML shows as `cid:` and the Content-ID. */
export type MailImage = {
  readonly contentId: string;
  readonly type: "image/png";
  /** What a mail program calls the file. */
  readonly name: string;
  readonly content: Uint8Array;
};

/** A mail as a structure: no part of it is ever parsed from a string. */
export type Message = {
  /** The address alone. */
  readonly to: string;
  /** Where replies go, as `Name <address>`. Default: to the sender. */
  readonly replyTo?: string | undefined;
  readonly subject: string;
  /** The tag of the language of all of it, for the header Content-Language. */
  readonly language?: string | undefined;
  readonly text: string;
  readonly html: string;
  /** What the HTML shows by `cid:`; a mailer attaches them inline. Default: none. */
  readonly images?: readonly MailImage[] | undefined;
  /** The same for every try of one mail. */
  readonly messageId: string;
  readonly date: Instant;
  /**
   * What a mail service is given to repeat in its notices about this mail: 32 hexadecimal digits, a hyphen and 20 more. Nobody
   * else can make one up. Default: none.
   */
  readonly reference?: string | undefined;
  /** The envelope sender, to which bounces are sent. Default: the From of the mail. */
  readonly returnPath?: string | undefined;
  /** The name of the mailer that may have the mail since an earlier try, if there are several. Default: none. */
  readonly mayBeWith?: string | undefined;
  /** What the mail is, for the development mailbox only; never sent as a header. */
  readonly about: {
    readonly id: string;
    readonly kind: string;
    readonly code?: string | undefined;
    readonly links: readonly string[];
  };
};

/**
 * What the mail server said. A failure names its fault. `affectsAll` says that it came before the server had
 * been told the address, so that every other mail would fail the same way (default false). `mayHaveArrived` says that the
 * whole mail was sent and not answered, so that it must not be given to another mailer (default false). `mailer` is the name of the one that may have it, if there are several. `retryAfter` is how
 * long the server asked to wait before the next try (default: it did not say).
 */
export type HandOver =
  | { readonly ok: true; readonly answer: string }
  | {
      readonly ok: false;
      readonly fault: Fault;
      readonly affectsAll?: boolean;
      readonly mayHaveArrived?: boolean;
      readonly mailer?: string;
      readonly retryAfter?: Duration;
      readonly answer: string;
    };

/** Hands over mails: `smtpMailer`, one for a mail service such as `postmarkMailer`, `mailerList`, `capturedMailbox`, or a host's own. */
export type Mailer = {
  /**
   * Hands over one mail. Never throws, whatever a mail server answers or fails to answer. `signal` asks to give up, because others
   * wait: a mailer that is still before the mail's final dot, and has been told to whom it goes, may stop and answer with `passing`.
   */
  send(message: Message, signal?: AbortSignal): Promise<HandOver>;
  /**
   * Whether the mail server would accept a mail now, as far as it says so without one. Asked while mails are held, if all
   * that could be tried are mails that are not sent because their mailboxes stopped them. Never throws. Default: it would.
   */
  probe?(): Promise<HandOver>;
  /** What operators call it, such as `smtp.example.com:465`. Default: unknown. */
  readonly name?: string;
  /**
   * The From of its mails, as `Name <address>`: pages tell people to look for it, and it counts before the option `mailFrom`.
   * Default: unknown.
   */
  readonly from?: string;
  /** How many mails it hands over at once; more would wait unseen inside it. Default: no limit. */
  readonly atOnce?: number;
  close?(): Promise<void>;
};
