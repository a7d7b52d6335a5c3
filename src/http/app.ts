// How every request is processed: origin, size, session, door, handler, answer. All of them, in this order.

import type { Language } from "../domain/language.ts";
import { isLoopbackHost } from "../domain/loopback.ts";
import { seconds } from "../domain/time.ts";
import type { Context } from "../ports/context.ts";
import type { Watch } from "../ports/watch.ts";
import { goesTo, movedTo, type Answer } from "./answer.ts";
import type { CustomPages } from "./custom-pages.ts";
import { atDoor } from "./door.ts";
import {
  crossSite,
  misused,
  notFound,
  oddFields,
  underOtherName,
  unreadable,
  wrongMethod,
} from "./errors.ts";
import {
  agreedFields,
  isFromProgram,
  parseForm,
  readBody,
  readRawBody,
  uniqueFields,
  type Body,
  type BodyRefusal,
} from "./form.ts";
import { exchangeOf, sessionOf, type Asked } from "./exchange.ts";
import { failure } from "./failure.ts";
import { checked, type Check, type Guard } from "./guard.ts";
import type { HostRequest } from "./host-request.ts";
import { actingOnce, SHOWN_AGAIN, type KeptOutcome } from "./kept-outcome.ts";
import { readCookie } from "./cookies.ts";
import { judgeOrigin, originOf, otherName, type OriginVerdict } from "./origin.ts";
import { NOBODY, type Peer } from "./peer.ts";
import { ownPagesOf, responder, type Respond } from "./respond.ts";
import { routerFor, type Router } from "./router.ts";
import { pageBehind, type Exchange, type Route } from "./route.ts";
import type { Web } from "./web.ts";

export type App = {
  fetch(request: Request, peer?: Peer): Promise<Response>;
  /** Whether a route has this path, for any method. */
  handles(request: Request): boolean;
  /** Whether a request to a host's own route passes a guard, and what to answer if it does not. */
  check(request: HostRequest, guard: Guard): Promise<Check>;
};

/** As long as a browser needs to follow a redirect. */
const SLASH_LIVES = seconds(10);

type Tools = {
  readonly context: Context;
  readonly web: Web;
  readonly respond: Respond;
  readonly watch: Watch;
  /** Called for each client that is refused because it asks too often. */
  readonly onTooMany: (client: string) => void;
  /** The page that a form belongs to, by the form's path; some have none. */
  readonly pageOf: (path: string) => string | undefined;
};

/** Makes one `fetch` from all routes. */
export function appOf(
  context: Context,
  web: Web,
  routes: readonly Route[],
  watch: Watch = (_, answer) => answer(),
  onTooMany: (client: string) => void = () => undefined,
  custom: CustomPages = {},
): App {
  const { basePath } = context.settings;
  const pageOf = pageBehind(routes);
  const { hono, ...router } = routerFor(routes, basePath, isBack(context, web));
  const respond = responder(context, web, ownPagesOf(context, custom), router.has);
  const tools: Tools = { context, web, respond, watch, onTooMany, pageOf };
  for (const route of routes) {
    hono.on(route.method, route.path, (c) =>
      answering(
        tools,
        { request: c.req.raw, peer: c.env, params: c.req.param(), path: route.path },
        (exchange) => act(tools, route, exchange),
      ),
    );
  }
  refuseOtherMethods(hono, tools, routes);
  hono.notFound((c) =>
    answering(tools, { request: c.req.raw, peer: c.env, params: {}, path: "*" }, (exchange) =>
      unrouted(tools, router, exchange),
    ),
  );
  return {
    async fetch(request, peer = NOBODY) {
      // Bun and Deno build the URL from any `Host` header, even an invalid one. The mounts for Node refuse it earlier.
      if (!URL.canParse(request.url)) return new Response(null, { status: 400 });
      return hono.fetch(request, peer);
    },
    handles(request) {
      const isOurs = router.handles(request);
      if (!isOurs) noteOtherBase(context, router, request);
      return isOurs;
    },
    check: (request, guard) => checked(tools, request, guard),
  };
}

/** Every path of a route answers every method, if only with those that it has. */
function refuseOtherMethods(hono: Router["hono"], tools: Tools, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const there = routes.filter((route) => route.path === path);
    const methods = there.map((route) => route.method);
    const allowed = methods.includes("GET") ? [...methods, "HEAD"] : methods;
    hono.all(path, (c) =>
      answering(tools, { request: c.req.raw, peer: c.env, params: {}, path }, async (exchange) => {
        const { appName } = tools.context.settings;
        const { language, request } = exchange;
        if (there.every(({ isHiddenFrom }) => isHiddenFrom?.(exchange) === true))
          return notFound(language, appName);
        const refusal = wrongMethod(language, appName, allowed);
        return notThisMethod(request.method, refusal, tools.pageOf(path));
      }),
    );
  }
}

/** An address that no route has: that of a page, but for a slash at its end, or none of Postern's. */
async function unrouted(
  { context, web }: Tools,
  router: Pick<Router, "withoutSlash" | "otherBase">,
  { request, url, language }: Exchange,
): Promise<Answer> {
  const page = router.withoutSlash(request);
  if (page === undefined) {
    noteOtherBase(context, router, request);
    return notFound(language, context.settings.appName);
  }
  const sent = web.cookies.slash.set(encodeURIComponent(page), SLASH_LIVES);
  return movedTo(page + url.search, [sent]);
}

/**
 * Whether a browser comes back with a slash from where it was sent without one. Whatever adds the slash again, as nginx and
 * Next.js can, would send it round in circles.
 */
const isBack =
  ({ hint }: Context, { cookies }: Web) =>
  ({ headers }: Request, page: string): boolean => {
    const sent = readCookie(headers.get("cookie"), cookies.slash.name);
    if (sent !== encodeURIComponent(page)) return false;
    hint("slash-added", { path: page });
    return true;
  };

function noteOtherBase(
  { hint, settings: { basePath } }: Context,
  router: Pick<Router, "otherBase">,
  request: Request,
): void {
  const asked = router.otherBase(request);
  if (asked !== undefined) hint("other-base-path", { asked, basePath });
}

/**
 * After a refused form, its address stands in the browser's address bar; whoever opens it again is sent to the
 * form's page. Programs are told which methods there are.
 */
function notThisMethod(method: string, refusal: Answer, page: string | undefined): Answer {
  if (page === undefined || (method !== "GET" && method !== "HEAD")) return refusal;
  return { ...goesTo(page, refusal.json), headers: { ...refusal.headers } };
}

type Make = (exchange: Exchange) => Promise<Answer>;

const answering = (tools: Tools, asked: Asked, make: Make): Promise<Response> =>
  tools.watch({ request: asked.request, route: asked.path }, () => answered(tools, asked, make));

/** Every answer is made here, including errors: with the layout, the visitor and the headers. */
async function answered(tools: Tools, asked: Asked, make: Make): Promise<Response> {
  let exchange: Exchange | undefined;
  try {
    exchange = await exchangeOf(tools, asked, await sessionOf(tools, asked.request));
    const answer = await make(exchange);
    if (answer.json.body?.["reason"] === "too-many") tools.onTooMany(asked.peer.address);
    return tools.respond(exchange, answer, tools.pageOf(asked.path));
  } catch (error) {
    exchange ??= await exchangeOf(tools, asked);
    return tools.respond(exchange, failure(tools.context, exchange, error, asked.path));
  }
}

async function act(tools: Tools, route: Route, exchange: Exchange): Promise<Answer> {
  const { context, web } = tools;
  if (route.isHiddenFrom?.(exchange) === true)
    return notFound(exchange.language, context.settings.appName);
  const { searchParams } = exchange.url;
  if (route.method === "GET") {
    const barred = await atDoor(context, web, route, exchange);
    const query = agreedFields(searchParams);
    return barred ?? route.handle({ ...exchange, query }, undefined);
  }
  const page = tools.pageOf(route.path);
  const query = uniqueFields(searchParams);
  if (!query.ok) return unreadable(exchange.language, 422, query.reason, page ?? "/");
  const sent = await readForm(tools, route, exchange);
  if ("status" in sent) return sent;
  const back = page === route.path ? exchange.url.pathname : page;
  const barred = await atDoor(context, web, route, exchange, back);
  if (barred !== undefined) return barred;
  const { once, kept } = actingOnce(sent.entries, sent.before);
  const answer = await route.handle({ ...exchange, query: query.value, once }, sent.form);
  return { ...answer, kept: kept() };
}

function crossSiteAt(
  { settings, hint }: Context,
  { request, language }: Exchange,
  page: string,
): Answer {
  const { baseUrl } = settings;
  const opened = otherName(request);
  if (opened === undefined) return crossSite(language, page);
  if (isLoopbackHost(opened.hostname) && isLoopbackHost(new URL(baseUrl).hostname))
    hint("other-name", { opened: opened.origin, baseUrl });
  return underOtherName(language, { opened: opened.origin, baseUrl, page });
}

type SentForm = {
  readonly form: unknown;
  readonly entries: Body;
  /** What came of it before, if the page is only shown again. */
  readonly before: KeptOutcome | undefined;
};

/**
 * First the origin, then size and kind, then the shape. Returns the form, or an answer that says what is wrong.
 */
async function readForm(
  tools: Tools,
  route: Route,
  exchange: Exchange,
): Promise<Answer | SentForm> {
  const { context, web, pageOf } = tools;
  const { request, url, language } = exchange;
  const isProgram = route.takesBytes !== undefined || isFromProgram(request);
  const verdict = judgeOrigin(request.headers, originOf(context.settings, url), isProgram);
  const again = pageOf(route.path) ?? "/";
  if (verdict === "cross-site") return crossSiteAt(context, exchange, again);
  if (request.bodyUsed)
    return misused(language, context.hint("body-already-read", { route: route.path }));
  if (route.takesBytes !== undefined) return readSentBytes(route.takesBytes, verdict, exchange);
  const body = await readBody(request, route.takesMail);
  if (!body.ok) return unreadableBody(language, body.reason, again);
  const { form_token: token = "", [SHOWN_AGAIN]: shown, ...fields }: Body = body.value;
  if (typeof token !== "string") return oddFields(language, { form_token: "not-a-text" }, again);
  if (verdict === "needs-form-token" && !web.formTokens.matches(exchange.formBinding, token)) {
    return crossSite(language, again);
  }
  const before = web.keptOutcomes.read(url.pathname, shown, context.clock.now());
  if (shown !== undefined && before === undefined)
    return oddFields(language, { [SHOWN_AGAIN]: "unknown-field" }, again);
  const entries = before?.entries ?? fields;
  if (route.form === undefined) return { form: undefined, entries, before };
  const parsed = parseForm(route.form, entries);
  return parsed.ok
    ? { form: parsed.value, entries, before }
    : oddFields(language, parsed.fields, again);
}

async function readSentBytes(
  most: number,
  verdict: OriginVerdict,
  { request, language }: Exchange,
): Promise<Answer | SentForm> {
  if (verdict === "needs-form-token") return crossSite(language, "/");
  const bytes = await readRawBody(request, most);
  return bytes.ok
    ? { form: bytes.value, entries: {}, before: undefined }
    : unreadableBody(language, bytes.reason, "/");
}

const unreadableBody = (language: Language, reason: BodyRefusal, again: string): Answer =>
  unreadable(language, BODY_STATUS[reason], reason, again);

const BODY_STATUS: Readonly<Record<BodyRefusal, 413 | 415 | 422>> = {
  "body-too-large": 413,
  "malformed-body": 422,
  "repeated-field": 422,
  "unsupported-media-type": 415,
  "unsupported-encoding": 415,
};
