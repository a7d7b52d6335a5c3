// What the waiting page is: a page, its state for programs, and a stream that tells its script when to ask.

import { limitSubject } from "../../domain/client-address.ts";
import { MAILS_PER_REGISTRATION } from "../../domain/mail-budget.ts";
import {
  goesTo,
  iso,
  problem,
  shows,
  streams,
  type Answer,
  type JsonBody,
} from "../../http/answer.ts";
import { copy as shared } from "../../http/copy.ts";
import { busy, tooMany } from "../../http/errors.ts";
import { wantsEvents } from "../../http/negotiation.ts";
import type { AuthenticatedExchange, Exchange } from "../../http/route.ts";
import type { Tools } from "../../http/web.ts";
import { getMailPage, waitingPage, type GetMailPage, type WaitingPage } from "./waiting-pages.ts";
import { waitingState, type WaitingState } from "./waiting.ts";

export async function showWaiting(tools: Tools, exchange: Exchange): Promise<Answer> {
  const { context, web } = tools;
  const { current, language } = exchange;
  if (current === undefined) {
    // People get a page to start from; a program asks about its session and learns that it has none.
    return {
      status: 200,
      content: getMailPage(language, getMail(tools, exchange, web.keptAddress(exchange))),
      json: problem(401, "not-logged-in", { title: language.words(shared).loginNeeded }),
    };
  }
  if (context.news.isOn && wantsEvents(exchange.request))
    return listen(tools, { ...exchange, current });
  const waiting = await waitingState(context, current.user);
  if (waiting.state === "confirmed") {
    const next = web.goesOn(exchange, current.user);
    const cookies = exchange.json ? [] : [web.cookies.next.clear()];
    return goesTo(next, { status: 200, body: waitingJson(waiting) }, { cookies });
  }
  const shown = pageFor(tools, { ...exchange, current }, waiting);
  // Another registration of the address may be confirmed first, which ends this session while the page is open.
  const cookies = exchange.json ? [] : web.addressCookies(waiting.email);
  return shows(waitingPage(language, shown), waitingJson(waiting), { cookies });
}

/** The session was read as for the page. From then on, the stream asks the store nothing, and says only "look again". */
function listen({ context }: Tools, { current, client, language }: AuthenticatedExchange): Answer {
  const { settings, news } = context;
  const heard = news.listen({
    userId: current.user.id,
    session: current.hash,
    client: client.isUntold === true ? undefined : limitSubject(client.address),
  });
  if (heard.ok) return streams(heard.open);
  return heard.reason === "full"
    ? busy(language, settings.appName)
    : tooMany(language, context, heard.retryOn);
}

export const getMail = (
  { context, web }: Tools,
  exchange: Exchange,
  email: string,
  error?: string,
): GetMailPage => ({
  formToken: exchange.formToken(),
  email,
  error,
  ended: exchange.cookie(web.cookies.session.name) !== undefined,
  mayRegister: context.settings.registration.open,
});

const waitingJson = (waiting: WaitingState): JsonBody => ({
  state: waiting.state,
  email: waiting.email,
  mail: {
    state: waiting.mail.state,
    sentOn: iso(waiting.mail.sentOn),
    ...(waiting.mail.trouble === undefined ? {} : { trouble: waiting.mail.trouble }),
    ...(waiting.mail.reason === undefined ? {} : { reason: waiting.mail.reason }),
  },
  ...(waiting.suggestion === undefined ? {} : { suggestion: waiting.suggestion }),
  resendAfter: iso(waiting.resendAfter),
  expiresOn: iso(waiting.linkExpiresOn ?? waiting.expiresOn),
});

export function pageFor(
  { context, web }: Tools,
  exchange: AuthenticatedExchange,
  waiting: WaitingState,
): WaitingPage {
  const { settings, clock, news } = context;
  return {
    appName: settings.appName,
    from: settings.mailFrom,
    formToken: exchange.formToken(),
    waiting,
    next: web.goesOn(exchange, exchange.current.user),
    mailsPerRegistration: MAILS_PER_REGISTRATION,
    now: clock.now(),
    errors: {},
    typed: "",
    isKeptStill: exchange.query["reload"] === "off",
    isTold: news.isOn,
  };
}
