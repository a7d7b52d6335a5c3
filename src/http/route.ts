// A route as data: method, path, who may pass, which form it takes, and the handler.

import type { z } from "zod";
import type { Language } from "../domain/language.ts";
import type { Client } from "../ports/context.ts";
import type { CurrentSession } from "../ports/session-store.ts";
import type { Answer } from "./answer.ts";
import type { ActOutcome } from "./kept-outcome.ts";

/** One request, read and checked, as handlers see it. */
export type Exchange = {
  readonly request: Request;
  readonly url: URL;
  readonly query: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  /** Who is logged in. */
  readonly current: CurrentSession | undefined;
  /** The user whose sign-in waits for its second step, and who therefore is not logged in yet. */
  readonly pending: CurrentSession | undefined;
  readonly client: Client;
  /** The language of the answer. */
  readonly language: Language;
  /** The tag of the language that the query of this request chose, if it did. */
  readonly choice: string | undefined;
  /** Whether the answer is for a program. */
  readonly json: boolean;
  cookie(name: string): string | undefined;
  /**
   * Performs the act of a form, and returns its result. If the page is only shown again, in another language, it returns
   * the earlier result and performs nothing. A handler uses it at most once, and changes nothing elsewhere before a
   * refusal. The result is kept with the page, encrypted, if it is a refusal, or `done` with a text or null.
   */
  once<Result extends ActOutcome>(act: () => Promise<Result>): Promise<Result>;
  /** What this browser's forms are bound to: its session, or an anonymous cookie. */
  readonly formBinding: string;
  /** The token that every form on a page carries. */
  formToken(): string;
};

/** An exchange with somebody who is logged in. */
export type AuthenticatedExchange = Exchange & { readonly current: CurrentSession };

/**
 * Who passes. `anyone`. `authenticated`: people who are logged in, confirmed or not. `allowed`: those whom the
 * unconfirmed policy gives access to everything and who, where the site requires a second factor, have shown one and, where
 * it has terms, accepted them (see `withoutTerms`).
 * `recently-authenticated`: those of `allowed` who have recently shown everything that their sign-in requires; for what
 * must not be done from an unattended browser (ASVS 7.5). `asks-password`: the same, for a form that asks for the password
 * itself. `second-step`: people in the middle of a sign-in, or logged in and asked for the second factor again. `set-up`
 * and `recent-set-up`: `allowed` and `recently-authenticated` for the pages on which a second factor is set up, which
 * people reach who need one and have none.
 */
export type Door =
  | "anyone"
  | "authenticated"
  | "allowed"
  | "recently-authenticated"
  | "asks-password"
  | "second-step"
  | "set-up"
  | "recent-set-up";

/** The page of a sign-in's second step. The feature that provides a second factor provides it. */
export const SECOND_STEP = "/login/second-step";

/** The page on which people accept the terms of the site. */
export const ACCEPT_TERMS = "/accept-terms";

/** The page on which people set up a second factor. */
export const TWO_STEP = "/profile/two-step";

/** A route as `get`, `post`, `guardedGet` and `guardedPost` make it. */
export type Route = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly door: Door;
  readonly form: z.ZodType<unknown> | undefined;
  /** The form may also be sent as a mail, which is then its field `message`. */
  readonly takesMail?: true;
  /** It takes the bytes of the body as they were sent, of any type, and at most so many, in the place of a form. */
  readonly takesBytes?: number;
  /**
   * Whether it is open to people who have not accepted the site's terms. Doors from `allowed` on send them to do so
   * otherwise.
   */
  readonly withoutTerms?: true;
  /** For whom there is no such page, whatever they send. They get what an unknown page gives. @default nobody */
  isHiddenFrom?(exchange: Exchange): boolean;
  /** The page that shows the form, if neither the form's own path nor one above it is a page. */
  readonly standsOn?: string;
  /** `form`: the parsed form, or the bytes; undefined if the route takes none. */
  handle(exchange: Exchange, form: unknown): Promise<Answer>;
};

/**
 * A page that anyone may open. A GET changes nothing: programs open links before people do. `:name` in the path
 * is in `exchange.params`.
 *
 * @example
 * ```ts
 * const routes = () => [get("/hello", async () => shows({ title: "Hello", body: html`` }, {}))];
 * ```
 */
export const get = (path: string, handle: (exchange: Exchange) => Promise<Answer>): Route => ({
  method: "GET",
  path,
  door: "anyone",
  form: undefined,
  handle,
});

/**
 * A form that anyone may send: urlencoded, or JSON with the same fields, of at most 16 KiB. A form from another
 * site is refused before the handler runs. A field that the schema does not name, or that is repeated, is
 * refused with 422.
 *
 * @example
 * ```ts
 * const routes = () => [
 *   post("/hello", z.strictObject({ name: text }), async (_, { name }) =>
 *     shows({ title: `Hello ${name}`, body: html`<p>Good day.</p>` }, { name }),
 *   ),
 * ];
 * ```
 */
export const post = <Form>(
  path: string,
  schema: z.ZodType<Form>,
  handle: (exchange: Exchange, form: Form) => Promise<Answer>,
): Route => ({
  method: "POST",
  path,
  door: "anyone",
  form: schema,
  handle: (exchange, form) => handle(exchange, form as Form),
});

/**
 * A body that anyone may send, as bytes, because a signature covers them: parsed and written again, they would be others.
 * Pages of other sites cannot send it. Whoever sends it proves who they are by what it contains.
 */
export const postBytes = (
  path: string,
  most: number,
  handle: (exchange: Exchange, bytes: Buffer) => Promise<Answer>,
): Route => ({
  method: "POST",
  path,
  door: "anyone",
  form: undefined,
  takesBytes: most,
  handle: (exchange, bytes) => handle(exchange, bytes as Buffer),
});

/**
 * A page for people who are logged in and pass the door. Everyone else gets the answer of the door: the login
 * page, the waiting page, or 401 or 403 in JSON.
 *
 * @example
 * ```ts
 * const routes = () => [
 *   guardedGet("authenticated", "/hello", async ({ current }) =>
 *     shows({ title: "Hello", body: html`<p>${current.user.email}</p>` }, {}),
 *   ),
 * ];
 * ```
 */
export const guardedGet = (
  door: Exclude<Door, "anyone">,
  path: string,
  handle: (exchange: AuthenticatedExchange) => Promise<Answer>,
): Route => ({
  method: "GET",
  path,
  door,
  form: undefined,
  // The door has checked the session before any handler runs.
  handle: (exchange) => handle(exchange as AuthenticatedExchange),
});

/**
 * A form for people who are logged in and pass the door. For how it is read, see `post`.
 *
 * @example
 * ```ts
 * const routes = (_: Context, web: Web) => [
 *   guardedPost("allowed", "/greetings", z.strictObject({}), async () =>
 *     goesTo("/profile", { status: 204 }, { cookies: [web.noticeCookie("greeted")] }),
 *   ),
 * ];
 * ```
 */
export const guardedPost = <Form>(
  door: Exclude<Door, "anyone">,
  path: string,
  schema: z.ZodType<Form>,
  handle: (exchange: AuthenticatedExchange, form: Form) => Promise<Answer>,
): Route => ({
  method: "POST",
  path,
  door,
  form: schema,
  handle: (exchange, form) => handle(exchange as AuthenticatedExchange, form as Form),
});

/**
 * The same route, open also to people who have not accepted the site's terms: for what they may do instead of that.
 *
 * @example
 * ```ts
 * const routes = () => [
 *   withoutTerms(guardedGet("allowed", "/farewell", async () => shows({ title: "Farewell", body: html`` }, {}))),
 * ];
 * ```
 */
export const withoutTerms = (route: Route): Route => ({ ...route, withoutTerms: true });

/**
 * The session of the user whose sign-in the second step is about, for a route behind that door.
 *
 * @example
 * ```ts
 * const routes = () => [
 *   guardedGet("second-step", "/login/hint", async (exchange) =>
 *     shows({ title: "A hint", body: html`${signingIn(exchange).user.email}` }, {}),
 *   ),
 * ];
 * ```
 */
export function signingIn({ pending, current }: Exchange): CurrentSession {
  const found = pending ?? current;
  if (found === undefined) throw new Error("A second step was opened by nobody.");
  return found;
}

/**
 * The page that a route's path belongs to: the one at that path, the one that shows its form, or the nearest
 * one above it. The home page is above every path and therefore does not count.
 */
export function pageBehind(routes: readonly Route[]): (path: string) => string | undefined {
  const pages = new Set(routes.filter(({ method }) => method === "GET").map(({ path }) => path));
  const standing = new Map(routes.map(({ path, standsOn }) => [path, standsOn]));
  return (path) => {
    if (pages.has(path)) return path;
    const named = standing.get(path);
    if (named !== undefined) return named;
    const steps = path.split("/");
    while (steps.pop() !== undefined) {
      const above = steps.join("/");
      if (pages.has(above) && !above.includes(":")) return above;
    }
    return undefined;
  };
}
