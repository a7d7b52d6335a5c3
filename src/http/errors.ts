// Answers that belong to no feature: not found, from another site, not available now.

import type { Language } from "../domain/language.ts";
import { wholeMinute, type Instant } from "../domain/time.ts";
import { html, type Markup } from "../ui/markup.ts";
import { link } from "../ui/form.ts";
import { refuses, type Answer, type JsonBody, type PageContent } from "./answer.ts";
import { namedPage, type PagesIn } from "./named-page.ts";
import { textPage } from "./text-page.ts";
import type { Context } from "../ports/context.ts";
import { copy as pages } from "../ui/copy.ts";
import { copy } from "./copy.ts";

type Words = { readonly title: string; readonly text: string };

export type ErrorPage = {
  readonly title: string;
  readonly text: string;
  /** What can be done now. */
  readonly next: readonly Markup[];
};

/** Every answer that belongs to no feature. */
export const errorPage = namedPage("error", (_, { title, text, next }: ErrorPage) =>
  textPage(title, text, ...next),
);

/** The props of that page, by its name. */
export type ErrorPages = PagesIn<{ readonly page: typeof errorPage }>;

const content = (
  language: Language,
  { title, text }: Words,
  ...next: readonly Markup[]
): PageContent => errorPage(language, { title, text, next });

const plain = (
  language: Language,
  status: number,
  reason: string,
  words: Words,
  appName: string,
): Answer =>
  refuses(
    status,
    reason,
    content(language, words, link("/", language.words(copy).goHome({ app: appName }), "button")),
  );

/** A form with fields that are refused, and why. Programs get the same title as people. */
export const invalid = (
  language: Language,
  page: PageContent,
  fields: Readonly<Record<string, string>>,
  members: JsonBody = {},
): Answer => {
  const title = language.words(pages).problem;
  return refuses(422, "invalid", page, { title, fields, members });
};

export const notFound = (language: Language, appName: string): Answer =>
  plain(language, 404, "not-found", language.words(copy).notFound, appName);

/** Somebody who is logged in, and has not the role that a page of the host takes. */
export function withoutRole(
  language: Language,
  reason: "not-admin" | "role-missing",
  appName: string,
): Answer {
  const { notAdmin, roleMissing } = language.words(copy);
  return plain(language, 403, reason, reason === "not-admin" ? notAdmin : roleMissing, appName);
}

export function wrongMethod(
  language: Language,
  appName: string,
  allowed: readonly string[],
): Answer {
  const answer = plain(language, 405, "wrong-method", language.words(copy).wrongMethod, appName);
  return { ...answer, headers: { allow: allowed.join(", ") } };
}

export function crossSite(language: Language, path: string): Answer {
  const { crossSite: words } = language.words(copy);
  return refuses(403, "cross-site", content(language, words, openAgain(language, path)));
}

/** The site was opened at another origin than its base URL, whose forms are refused like those of any other site. */
export function underOtherName(
  language: Language,
  {
    opened,
    baseUrl,
    page,
  }: { readonly opened: string; readonly baseUrl: string; readonly page: string },
): Answer {
  const { otherName: words } = language.words(copy);
  const text = words.text({ opened, baseUrl });
  const openThere = link(`${baseUrl}${page}`, words.open, "button");
  return refuses(403, "cross-site", content(language, { title: words.title, text }, openThere), {
    members: { baseUrl },
  });
}

/** `again` is the page that the form belongs to. */
export function unreadable(
  language: Language,
  status: 413 | 415 | 422,
  reason: string,
  again: string,
): Answer {
  const { tooLarge, mediaType, malformed } = language.words(copy);
  const words = { 413: tooLarge, 415: mediaType, 422: malformed }[status];
  return refuses(status, reason, content(language, words, openAgain(language, again)));
}

const openAgain = (language: Language, path: string): Markup =>
  link(path, language.words(copy).again, "button");

/** A place in a list that is not a valid cursor; the answer links to the beginning of the list. */
export function oddCursor(language: Language, list: string): Answer {
  const { oddCursor: words } = language.words(copy);
  return refuses(422, "odd-cursor", content(language, words, link(list, words.again, "button")));
}

export function oddFields(
  language: Language,
  fields: Readonly<Record<string, string>>,
  again: string,
): Answer {
  const { malformed } = language.words(copy);
  return refuses(422, "invalid", content(language, malformed, openAgain(language, again)), {
    fields,
  });
}

/**
 * The answer to what is done too often: 429, with the time from which it works again, as text and in
 * Retry-After. `further` offers what works in the meantime.
 *
 * @example
 * ```ts
 * const routes = (context: Context, web: Web) => [
 *   get("/busy", async ({ language }) => tooMany(language, context, context.clock.now() + minutes(5))),
 * ];
 * ```
 */
export function tooMany(
  language: Language,
  { clock }: Pick<Context, "clock">,
  retryOn: Instant,
  further?: Markup,
): Answer {
  const { title, text } = language.words(copy).tooMany;
  const words = { title, text: text({ until: language.time(wholeMinute(retryOn)) }) };
  return refuses(
    429,
    "too-many",
    content(language, words, ...(further === undefined ? [] : [further])),
    {
      retryOn,
      now: clock.now(),
    },
  );
}

/** No password is compared here. Whoever reads the mailbox can continue with a reset. */
export function passwordPaused(language: Language): Answer {
  const { passwordPaused: words } = language.words(copy);
  return refuses(
    403,
    "password-paused",
    content(language, words, link("/forgot", words.action, "button")),
  );
}

export function broken(language: Language, reference: string, appName: string): Answer {
  const { title, text } = language.words(copy).broken;
  return plain(language, 500, "broken", { title, text: text({ reference }) }, appName);
}

/** The host made a mistake. The visitor can do nothing about it; `fix` is what its developers can do, in English. */
export function misused(language: Language, fix: string): Answer {
  const { misused: words } = language.words(copy);
  const toDo = html`<span lang="en" dir="ltr">${fix}</span>`;
  return refuses(500, "misused", content(language, words, toDo), { members: { fix } });
}

export function busy(language: Language, appName: string): Answer {
  const answer = plain(language, 503, "busy", language.words(copy).busy, appName);
  return { ...answer, headers: { "retry-after": "5" } };
}
