/** One request, as those may know it who count, measure and trace. Its own path may hold a link. */
export type WatchedRequest = {
  readonly request: Request;
  /** The pattern of the path, like `/confirm/:link`; `*` where no route has it. */
  readonly route: string;
};

/** Stands around the answering of each request, and gives back what `answer` gives, which never throws. */
export type Watch = (watched: WatchedRequest, answer: () => Promise<Response>) => Promise<Response>;
