/**
 * Mistakes in how a host has mounted Postern, by their names in the log, each with what the words about it need to know.
 * `src/hints.ts` has the words.
 */
export type HostMistakes = {
  /** A page of Postern's was asked for below another base path. */
  readonly "other-base-path": { readonly asked: string; readonly basePath: string };
  /** Something adds a slash to addresses that Postern redirects to the ones without. */
  readonly "slash-added": { readonly path: string };
  /** Something read the body of a request before Postern did. `route` is the pattern of its path. */
  readonly "body-already-read": { readonly route: string };
  /** Requests come without the address of their client. */
  readonly "peer-missing": object;
  /** `fetch` was called with something that is no web `Request`. */
  readonly "not-a-request": object;
  /** A page was opened on this machine under one name, and `baseUrl` has another, so its forms were refused. */
  readonly "other-name": { readonly opened: string; readonly baseUrl: string };
  /** The option `mailFrom` names one sender of mails, and the mailer sends them from another. */
  readonly "two-senders": { readonly mailFrom: string; readonly from: string };
  /** The host keeps a transaction open on the SQLite handle that it gave to Postern. */
  readonly "open-transaction": object;
};

/** Tells the host about a mistake of its own: in its log, in words, and once. Returns the words. */
export type Hint = <Mistake extends keyof HostMistakes>(
  mistake: Mistake,
  about: HostMistakes[Mistake],
) => string;
