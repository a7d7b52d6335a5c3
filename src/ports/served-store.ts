import type { Instant } from "../domain/time.ts";

/** What has not gone out: what a release finds, or cancels. */
export type Unsent = {
  readonly mails: number;
  /** Events that a handler or a webhook has not been told yet. */
  readonly deliveries: number;
};

/** Under which base URLs mails and events of this database go out. */
export type ServedStore = {
  /**
   * Says that a process runs under this base URL. Whether it may send: if the database has only served this machine so far
   * (see `maySendFrom`), it belongs to this base URL from now on, and to no other. `released` are all that may send.
   */
  serve(input: {
    readonly baseUrl: string;
    readonly now: Instant;
  }): Promise<{ readonly maySend: boolean; readonly released: readonly string[] }>;
  /** The base URLs that are released, oldest first. Changes nothing. */
  listReleased(): Promise<readonly string[]>;
  /** What would go out after a release. */
  countUnsent(): Promise<Unsent>;
  /** Cancels all that waits, whoever has claimed it, and returns how much that was. */
  cancelUnsent(input: { readonly now: Instant }): Promise<Unsent>;
  /** Lets this base URL send. No other one may from its next start on, unless `asWell` is set. */
  releaseSending(input: {
    readonly baseUrl: string;
    readonly asWell: boolean;
    readonly actor: string;
    readonly reason?: string | undefined;
    readonly now: Instant;
  }): Promise<void>;
};
