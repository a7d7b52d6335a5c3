/**
 * One request, as code that counts, measures or traces may see it. The request's own path may contain a link.
 */
export type WatchedRequest = {
  readonly request: Request;
  /** The pattern of the path, such as `/confirm/:link`; `*` if no route matches. */
  readonly route: string;
};

/** Wraps the answering of each request, and returns what `answer` returns, which never throws. */
export type Watch = (watched: WatchedRequest, answer: () => Promise<Response>) => Promise<Response>;
