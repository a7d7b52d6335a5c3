// A request as handlers see it: who sends it, in which session, from where, in which language.

import { describeBrowser } from "../domain/browser.ts";
import { randomId } from "../domain/id.ts";
import { UNATTENDED } from "../domain/session.ts";
import { findSession, type FoundSession } from "../identity/sessions.ts";
import type { Context } from "../ports/context.ts";
import { readCookie, readCookies } from "./cookies.ts";
import { languageFor, namedLanguage } from "./language.ts";
import { wantsEvents, wantsJson } from "./negotiation.ts";
import { NOBODY, type Peer } from "./peer.ts";
import type { Exchange } from "./route.ts";
import type { Web } from "./web.ts";

/** A request, and the pattern of its path: the path itself may contain a link and must not be logged. */
export type Asked = {
  readonly request: Request;
  readonly peer: Peer;
  readonly params: Readonly<Record<string, string>>;
  readonly path: string;
};

type Reading = { readonly context: Context; readonly web: Web };

/** Reads a request, as handlers see it. */
export async function exchangeOf(
  { context, web }: Reading,
  asked: Asked,
  { current, pending }: FoundSession = {},
): Promise<Exchange> {
  const { request, peer, params } = asked;
  const url = new URL(request.url);
  const cookies = request.headers.get("cookie");
  const cookie = (name: string): string | undefined => readCookie(cookies, name);
  const found = current ?? pending;
  const formBinding = found?.hash ?? cookie(web.cookies.form.name) ?? randomId(context.random);
  const choice = namedLanguage(context, url);
  return {
    request,
    url,
    query: {},
    params,
    current,
    pending,
    client: {
      address: peer.address,
      isUntold: peer === NOBODY,
      browser: describeBrowser(request.headers.get("user-agent")),
      device: cookie(web.cookies.device.name),
      remembered: cookie(web.cookies.remembered.name),
      shared: found?.session.shared ?? false,
    },
    language: await languageFor(context, {
      named: choice,
      kept: cookie(web.cookies.lang.name),
      user: found?.user,
      accepted: request.headers.get("accept-language"),
    }),
    choice,
    json: wantsJson(request),
    cookie,
    formBinding,
    formToken: () => web.formTokens.of(formBinding),
    once: (perform) => perform(),
  };
}

/**
 * Whose session the cookies of a request open. One with the header `UNATTENDED` does not count as use of it, and nor does
 * listening, by which a browser sends no header of ours.
 */
export const sessionOf = (
  { context, web }: Reading,
  { headers }: Pick<Request, "headers">,
): Promise<FoundSession> =>
  findSession(context, {
    secrets: readCookies(headers.get("cookie"), web.cookies.session.name),
    isUse: () => !headers.has(UNATTENDED) && !wantsEvents({ headers }),
  });
