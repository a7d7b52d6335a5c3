// What a route answers, once for people and once for programs; the request decides which of the two is sent.

import { iso, type Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { OpenStream } from "../ports/news.ts";
import type { KeptOutcome } from "./kept-outcome.ts";
import type { PageUse } from "./named-page.ts";
import type { PageProps } from "../ui/page.ts";

export { iso };

/** A page without its frame: the layout adds who is logged in. */
export type PageContent = Omit<PageProps, "visitor" | "languages"> & {
  /** Which page it is, if it has a name: see `namedPage`. */
  readonly of?: PageUse;
};

/** The body of a JSON answer. */
export type JsonBody = Readonly<Record<string, unknown>>;

/** What a handler answers, once for people and once for programs. */
export type Answer = {
  /** The status of the HTML answer. */
  readonly status: number;
  /** The page, or a function that makes it, for programs that ask often and do not need it. */
  readonly content?: PageContent | (() => PageContent);
  /** Content that is not one of Postern's pages: a captured mail, a download. */
  readonly file?: {
    readonly type: string;
    /** In one piece, or in pieces that are made as they are read. */
    readonly text: string | AsyncIterable<string>;
    /** Programs get the file too, instead of the JSON. */
    readonly forAll?: true;
  };
  /** A stream of server-sent events, in the place of everything else. */
  readonly events?: OpenStream;
  /** Whether the page shows another address of this site in a frame. */
  readonly framesItself?: boolean;
  readonly location?: string;
  readonly json: { readonly status: number; readonly body?: JsonBody; readonly problem?: boolean };
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** What came of a form, if its page can be shown again from that. */
  readonly kept?: KeptOutcome | undefined;
  /** The user that the page greets, if the action itself changed who that is. */
  readonly greets?: User | null;
};

/** Further fields of the answers that `shows`, `goesTo` and `refuses` make. */
export type AnswerExtras = Pick<Answer, "cookies" | "headers" | "greets" | "framesItself">;

/**
 * A page with status 200, and the same in JSON for programs.
 *
 * @example
 * ```ts
 * shows({ title: "Hello", body: html`<p>Good day.</p>` }, { words: "Good day." }).json; // → { status: 200, body: { words: "Good day." } }
 * ```
 */
export const shows = (
  content: NonNullable<Answer["content"]>,
  body: JsonBody,
  extra: AnswerExtras = {},
): Answer => ({
  status: 200,
  content,
  json: { status: 200, body },
  ...extra,
});

/**
 * Sends a browser on to another page of this site, with status 303. A program gets the status and the body of
 * `json` instead.
 *
 * @example
 * ```ts
 * goesTo("/profile", { status: 204 }).location; // → "/profile"
 * ```
 */
export const goesTo = (
  location: string,
  json: { status: number; body?: JsonBody },
  extra: AnswerExtras = {},
): Answer => ({ status: 303, location, json, ...extra });

/** A stream of server-sent events, for whoever asked for one. */
export const streams = (events: OpenStream): Answer => ({
  status: 200,
  events,
  json: { status: 200 },
});

/** Sends everybody on to the same page at its right address, with the same method. */
export const movedTo = (location: string, cookies: readonly string[]): Answer => ({
  status: 308,
  location,
  json: { status: 308 },
  cookies,
});

/** What a refusal says: its title, what is wrong with each field, and when to try again. */
export type RefusalDetails = {
  /** The title for programs; default: the title of the page. */
  readonly title?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** When it may be tried again. */
  readonly retryOn?: Instant;
  readonly now?: Instant;
  /** What else programs are told: `detail`, and members of this one problem (RFC 9457, 3.2). */
  readonly members?: JsonBody;
};

/**
 * A refusal: the page again with the given status, and for programs a problem (RFC 9457) with a `reason` that
 * they may rely on. With `retryOn` and `now`, the header Retry-After says when to try again.
 *
 * @example
 * ```ts
 * const title = "Enter a name.";
 * const answer = refuses(422, "invalid", { title, body: html`` }, { title, fields: { name: "missing" } });
 * answer.json.body?.["reason"]; // → "invalid"
 * ```
 */
export function refuses(
  status: number,
  reason: string,
  content: PageContent,
  details: RefusalDetails = {},
  extra: AnswerExtras = {},
): Answer {
  const { title = content.title, retryOn, now = 0 } = details;
  const wait = retryOn === undefined ? undefined : Math.max(1, Math.ceil((retryOn - now) / 1000));
  return {
    status,
    content,
    json: problem(status, reason, { ...details, title }),
    ...extra,
    headers: {
      ...extra.headers,
      ...(wait === undefined
        ? {}
        : { "retry-after": `${wait}`, ratelimit: `"default";r=0;t=${wait}` }),
    },
  };
}

/** Problem details (RFC 9457). */
export const problem = (
  status: number,
  reason: string,
  { title, fields, retryOn, members }: RefusalDetails & { readonly title: string },
): Answer["json"] => ({
  status,
  problem: true,
  body: {
    type: `urn:postern:${reason}`,
    title,
    status,
    reason,
    ...members,
    ...(fields === undefined ? {} : { fields }),
    ...(retryOn === undefined ? {} : { retryAfter: iso(retryOn) }),
  },
});
