// Turns an answer into a Response: layout, negotiation, cookies and headers, in one place.

import { NONCE } from "../domain/sealed.ts";
import type { User } from "../domain/user.ts";
import type { Context } from "../ports/context.ts";
import type { Settings } from "../ports/settings.ts";
import { html } from "../ui/markup.ts";
import { lookOf } from "../ui/look.ts";
import { notice } from "../ui/notice.ts";
import { page as layout, type PageProps, type Site, type Visitor } from "../ui/page.ts";
import { scriptHashes } from "../ui/script.ts";
import type { LanguageSwitch } from "../ui/language-switch.ts";
import type { Answer } from "./answer.ts";
import { eventStream } from "./event-stream.ts";
import { customised, type CustomPages } from "./custom-pages.ts";
import { securityHeaders } from "./headers.ts";
import { SHOWN_AGAIN } from "./kept-outcome.ts";
import { LANG, queryWith } from "./language.ts";
import type { Exchange } from "./route.ts";
import type { Web } from "./web.ts";

type Responding = Pick<Context, "settings" | "random" | "clock">;

/** What the pages of a site look like, beyond its settings. */
export type OwnPages = {
  readonly custom: CustomPages;
  /** Called with the name of a page for which something of the site's own could not be used. */
  report(page: string, error: unknown): void;
};

export const ownPagesOf = ({ log }: Pick<Context, "log">, custom: CustomPages): OwnPages => ({
  custom,
  report: (page, error) => log.error("custom-page-failed", error, { page }),
});

/** Programs, too, are sent on to the right address of a page. */
const MOVED = 308;

/** `page` is where the form of the request stands, if there is one. */
export type Respond = (exchange: Exchange, answer: Answer, page?: string) => Response;

/** `has` tells whether Postern has a page with this path of its own. */
export function responder(
  context: Responding,
  web: Web,
  { custom, report }: OwnPages,
  has: (path: string) => boolean,
): Respond {
  const { settings } = context;
  const site: Site = siteOf(settings);
  const standing = securityHeaders(settings, {
    styles: Object.values(site.look.styles).map(({ hash }) => hash),
    scripts: scriptHashes,
  });
  return (exchange, answer, page) => {
    const headers = new Headers({ ...standing, ...answer.headers });
    // A file is in whatever language it is.
    if (answer.file === undefined) headers.set("content-language", exchange.language.tag);
    if (exchange.choice !== undefined)
      headers.append("set-cookie", web.languageCookie(exchange.choice));
    for (const cookie of answer.cookies ?? []) {
      if (exchange.client.shared && web.cookies.leavesTrace(cookie)) continue;
      headers.append("set-cookie", cookie);
    }
    if (answer.events !== undefined) return eventStream(answer.events, headers);
    const isForAll = answer.file?.forAll === true || answer.status === MOVED;
    if (exchange.json && !isForAll) return jsonResponse(answer, headers);
    if (answer.location !== undefined) {
      headers.set("location", web.paths.at(answer.location));
      return new Response(null, { status: answer.status, headers });
    }
    if (answer.framesItself) allow(headers, "frame-src 'self'");
    if (answer.file !== undefined) {
      headers.set("content-type", `${answer.file.type}; charset=utf-8`);
      return new Response(bodyOf(answer.file.text), { status: answer.status, headers });
    }
    if (answer.content === undefined) return new Response(null, { status: answer.status, headers });
    headers.set("content-type", "text/html; charset=utf-8");
    const made = typeof answer.content === "function" ? answer.content() : answer.content;
    const content = customised(custom, exchange.language, made, report);
    allow(headers, content.script?.allows, content.outside?.allows);
    const languages = switchOf(context, web, exchange, answer, page);
    const markup = layOut(site, web, exchange, { ...content, languages }, answer.greets, headers);
    return new Response(web.paths.inMarkup(markup, has), { status: answer.status, headers });
  };
}

const bodyOf = (text: string | AsyncIterable<string>): string | ReadableStream =>
  typeof text === "string" ? text : ReadableStream.from(text).pipeThrough(new TextEncoderStream());

/** Adds sources to the policy. Browsers ignore a directive that a policy has already: its sources are added to that. */
function allow(headers: Headers, ...allowed: readonly (string | undefined)[]): void {
  if (allowed.every((each) => each === undefined)) return;
  const policy = new Map<string, string>();
  for (const part of [headers.get("content-security-policy"), ...allowed]) {
    for (const directive of part?.split("; ") ?? []) {
      const [name = "", ...sources] = directive.split(" ");
      policy.set(name, [policy.get(name) ?? name, ...sources].join(" "));
    }
  }
  headers.set("content-security-policy", [...policy.values()].join("; "));
}

function jsonResponse({ json }: Answer, headers: Headers): Response {
  if (json.body === undefined) return new Response(null, { status: json.status, headers });
  headers.set("content-type", json.problem ? "application/problem+json" : "application/json");
  return new Response(JSON.stringify(json.body), { status: json.status, headers });
}

/** The content in its layout, with the notice for this page and the logged-in user. */
function layOut(
  site: Site,
  web: Web,
  exchange: Exchange,
  content: Omit<PageProps, "visitor">,
  greets: User | null | undefined,
  headers: Headers,
): string {
  const user = greets === undefined ? exchange.current?.user : greets;
  const waiting = exchange.cookie(web.cookies.notice.name);
  if (waiting !== undefined) headers.append("set-cookie", web.cookies.notice.clear());
  if (user === undefined && exchange.cookie(web.cookies.form.name) === undefined) {
    headers.append("set-cookie", web.cookies.form.set(exchange.formBinding));
  }
  const words = waiting === undefined ? undefined : web.noticeOf(waiting, exchange.language);
  const shown =
    words === undefined ? undefined : notice(exchange.language, "info", html`<p>${words}</p>`);
  return layout(exchange.language, site, {
    ...content,
    ...(content.notice === undefined && shown !== undefined ? { notice: shown } : {}),
    visitor: visitorOf(user ?? undefined, exchange.formToken()),
  }).toString();
}

/**
 * This page in each language of the site; nothing if there is only one. The answer to a form is shown again from what
 * came of it. Where that is not known, the form is, and after a success the home page.
 */
function switchOf(
  { settings, random, clock }: Responding,
  { keptOutcomes }: Web,
  { request, url, formToken }: Exchange,
  { status, kept }: Answer,
  page: string | undefined,
): LanguageSwitch | undefined {
  const choices = settings.languages.map((tag) => ({ tag, href: queryWith(url, tag) }));
  if (choices.length < 2) return undefined;
  if (request.method === "GET" || request.method === "HEAD") return { choices };
  const shown = kept && keptOutcomes.write(url.pathname, kept, clock.now(), random.bytes(NONCE));
  if (shown !== undefined)
    return { choices, again: { form_token: formToken(), [SHOWN_AGAIN]: shown } };
  const place = status < 400 || page === undefined ? "/" : page;
  return { choices: choices.map(({ tag }) => ({ tag, href: `${place}?${LANG}=${tag}` })) };
}

const visitorOf = (user: User | undefined, formToken: string): Visitor =>
  user === undefined
    ? { state: "anonymous" }
    : {
        state: user.confirmedOn === null ? "unconfirmed" : "confirmed",
        email: user.email,
        admin: user.admin,
        formToken,
      };

const siteOf = (settings: Settings): Site => ({
  appName: settings.appName,
  ...(settings.basePath === "" ? {} : { basePath: settings.basePath }),
  look: lookOf(settings.brand, settings.appName),
  mayRegister: settings.registration.open,
  ...(settings.support === undefined ? {} : { support: settings.support }),
  ...(settings.privacyUrl === undefined ? {} : { privacyUrl: settings.privacyUrl }),
  ...(settings.termsUrl === undefined ? {} : { termsUrl: settings.termsUrl }),
  ...(settings.brand.imprintUrl === undefined ? {} : { imprintUrl: settings.brand.imprintUrl }),
  links: settings.brand.links,
  developmentMailbox: settings.developmentMailbox,
});
