// The answers that belong to no feature: not found, not ours, not now.

import { wholeMinute, type Instant } from "../domain/time.ts";
import { html, type Markup } from "../ui/markup.ts";
import { link } from "../ui/form.ts";
import { refuses, type Answer, type PageContent } from "./answer.ts";
import type { Context } from "../ports/context.ts";
import { copy } from "./copy.ts";
import type { Web } from "./web.ts";

type Words = { readonly title: string; readonly text: string };

const content = ({ title, text }: Words, next?: Markup): PageContent => ({
  title,
  body: html`<p>${text}</p>
    ${next === undefined ? "" : html`<p>${next}</p>`}`,
});

const plain = (status: number, reason: string, words: Words, appName: string): Answer =>
  refuses(status, reason, content(words, link("/", copy.goHome(appName), "button")), {
    title: words.title,
  });

export const notFound = (appName: string): Answer =>
  plain(404, "not-found", copy.notFound, appName);

export function wrongMethod(appName: string, allowed: readonly string[]): Answer {
  const answer = plain(405, "wrong-method", copy.wrongMethod, appName);
  return { ...answer, headers: { allow: allowed.join(", ") } };
}

export const crossSite = (path: string): Answer =>
  refuses(403, "cross-site", content(copy.crossSite, openAgain(path)), {
    title: copy.crossSite.title,
  });

/** `again` is the page that the form belongs to. */
export const unreadable = (status: 413 | 415 | 422, reason: string, again: string): Answer => {
  const words = { 413: copy.tooLarge, 415: copy.mediaType, 422: copy.malformed }[status];
  return refuses(status, reason, content(words, openAgain(again)), { title: words.title });
};

const openAgain = (path: string): Markup => link(path, copy.again, "button");

/** A place in a list that no page of ours names; the list is open from its beginning. */
export const oddCursor = (list: string): Answer =>
  refuses(422, "odd-cursor", content(copy.oddCursor, link(list, copy.oddCursor.again, "button")), {
    title: copy.oddCursor.title,
  });

export const oddFields = (fields: Readonly<Record<string, string>>, again: string): Answer =>
  refuses(422, "invalid", content(copy.malformed, openAgain(again)), {
    title: copy.malformed.title,
    fields,
  });

/** Too many: until when, in words and in headers. `further` offers what works in the meantime. */
export function tooMany(
  { clock }: Pick<Context, "clock">,
  web: Web,
  retryOn: Instant,
  further?: Markup,
): Answer {
  const { title } = copy.tooMany;
  const words = { title, text: copy.tooMany.text(web.time(wholeMinute(retryOn)).text) };
  return refuses(429, "too-many", content(words, further), { title, retryOn, now: clock.now() });
}

/** A password is not even compared here. The reset is the way on, for whoever reads the mailbox. */
export const passwordPaused = (): Answer =>
  refuses(
    403,
    "password-paused",
    content(copy.passwordPaused, link("/forgot", copy.passwordPaused.action, "button")),
    { title: copy.passwordPaused.title },
  );

export const broken = (reference: string, appName: string): Answer =>
  plain(500, "broken", { ...copy.broken, text: copy.broken.text(reference) }, appName);

export const busy = (appName: string): Answer => {
  const answer = plain(503, "busy", copy.busy, appName);
  return { ...answer, headers: { "retry-after": "5" } };
};
