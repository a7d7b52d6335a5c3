// News for open pages: each is told to look again as soon as something happened to its user (decision 99).

import type { Instant } from "../domain/time.ts";

/** Who listens: the session of a page, and the client that it belongs to. */
export type NewsListener = {
  readonly userId: string;
  /** The digest of the session. */
  readonly session: string;
  /** As limits count it; undefined if clients cannot be told apart. */
  readonly client: string | undefined;
};

/** Where a stream is written to. No method waits, and none is called after `end`. */
export type StreamSink = {
  write(text: string): void;
  end(): void;
  /** Whether the server closes, so that this stream holds it up. */
  isOver?(): boolean;
};

/** What a stream does with the client that opened it. Returns what to call when that client has gone. */
export type OpenStream = (sink: StreamSink) => () => void;

/**
 * A stream, or why there is none: this session or this client has enough of them (`too-many`, until when one may try again), or
 * this process has (`full`).
 */
export type ListenOutcome =
  | { readonly ok: true; readonly open: OpenStream }
  | { readonly ok: false; readonly reason: "too-many"; readonly retryOn: Instant }
  | { readonly ok: false; readonly reason: "full" };

/** Tells the pages that this process has open. Nothing that it writes says anything about anybody. */
export type News = {
  /** Whether pages can be told: not where the process does not live between requests. */
  readonly isOn: boolean;
  listen(listener: NewsListener): ListenOutcome;
  /** One turn of the watch, which the process makes by itself each second while somebody listens. */
  turn(): Promise<void>;
  /** How many streams are open. */
  count(): number;
  /**
   * Ends all streams at once; later ones end as soon as they begin, and their browsers try again elsewhere. Resolves when nothing reads the store
   * any more.
   */
  stop(): Promise<void>;
};
