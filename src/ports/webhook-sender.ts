import type { Duration } from "../domain/time.ts";

/** A request as it goes out. Its signature covers exactly these bytes of its body. */
export type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
};

/** What became of a request. Only a status from 200 to 299 is a success. */
export type WebhookAnswer =
  | { readonly ok: true; readonly answer: string }
  | {
      readonly ok: false;
      /** The status and the beginning of what was said, or why nothing was. */
      readonly answer: string;
      /** The receiver wants no webhooks any more: 410. */
      readonly isGone?: boolean;
      /** How long the receiver asks to be left alone. */
      readonly retryAfter?: Duration | undefined;
    };

/** Sends webhooks. A host may pass its own, for example one that goes through a proxy for outgoing requests. */
export type WebhookSender = {
  /** Sends one request. Never rejects; ends when `signal` does. */
  send(request: WebhookRequest, signal?: AbortSignal): Promise<WebhookAnswer>;
};
