// The waiting page and the actions on it.

import { z } from "zod";
import { MAILS_PER_REGISTRATION } from "../../domain/mail-budget.ts";
import { goesTo, iso, problem, refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { noFields, text } from "../../http/form.ts";
import { heldLink } from "../../http/held-link.ts";
import {
  get,
  guardedGet,
  guardedPost,
  post,
  type AuthenticatedExchange,
  type Exchange,
  type Route,
} from "../../http/route.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Tools, Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import {
  addressErrors,
  cancelRegistration,
  changeRegistrationAddress,
  keepRegistrationAddress,
  newAddressErrors,
} from "../registration/index.ts";
import { newDevice } from "../../identity/complete-log-in.ts";
import { openLink } from "../../identity/links.ts";
import { confirmWithCode } from "./confirmation.ts";
import { addressOfOld } from "./old-links.ts";
import { copy } from "./copy.ts";
import { cancelPage, getMailPage, waitingPage, waitOf } from "./waiting-pages.ts";
import { getMail, pageFor, showWaiting } from "./shown-routes.ts";
import { resend, resendTo, waitingState } from "./waiting.ts";

const codeForm = z.strictObject({ code: text });
const emailForm = z.strictObject({ email: text });
const resendForm = z.strictObject({ email: z.string().optional() });
type ResendForm = z.output<typeof resendForm>;

export function waitingRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  return [
    get("/unconfirmed", async (exchange) => showWaiting(tools, exchange)),
    guardedPost("authenticated", "/unconfirmed/code", codeForm, async (exchange, { code }) =>
      takeCode(tools, exchange, code),
    ),
    guardedPost("authenticated", "/unconfirmed/email", emailForm, async (exchange, { email }) =>
      changeAddress(tools, exchange, email),
    ),
    guardedPost("authenticated", "/unconfirmed/keep", noFields, async (exchange) => {
      const { email } = exchange.current.user;
      const kept = await keepRegistrationAddress(context, exchange.current.user);
      if (!kept.ok) return notWaiting(exchange, web);
      return goesTo("/unconfirmed", { status: 200, body: { state: "waiting", email } });
    }),
    {
      ...post("/resend", resendForm, async (exchange: Exchange, sent: ResendForm) =>
        sendAgain(tools, exchange, sent.email),
      ),
      standsOn: "/unconfirmed",
    },
    guardedGet("authenticated", "/unconfirmed/cancel", async (exchange) => {
      const { email } = exchange.current.user;
      return shows(cancelPage(exchange.language, { email, formToken: exchange.formToken() }), {
        email,
      });
    }),
    guardedPost("authenticated", "/unconfirmed/cancel", noFields, async (exchange) => {
      const cancelled = await cancelRegistration(context, exchange.current.user);
      if (!cancelled.ok) return notWaiting(exchange, web);
      const cookies = [web.cookies.session.clear(), web.noticeCookie("registration-cancelled")];
      const to = context.settings.registration.open ? "/register" : "/";
      return goesTo(to, { status: 200, body: { state: "removed" } }, { cookies });
    }),
  ];
}

async function takeCode(
  { context, web }: Tools,
  exchange: AuthenticatedExchange,
  code: string,
): Promise<Answer> {
  const { current, client, language, once } = exchange;
  const confirmed = await once(() => confirmWithCode(context, current, code, client));
  if (!confirmed.ok) {
    if (confirmed.reason === "too-many") return tooMany(language, context, confirmed.retryOn);
    const message = language.words(copy).code[confirmed.reason];
    return refusedOnPage({ context, web }, exchange, "code", confirmed.reason, message);
  }
  const { user, minted } = confirmed.value;
  const cookies = [
    web.cookies.next.clear(),
    ...web.logInCookies({ minted, device: newDevice(context, user.emailKey) }),
  ];
  const body = { state: "confirmed", user: publicUser(user) };
  return goesTo(web.goesOn(exchange, user), { status: 200, body }, { cookies });
}

async function changeAddress(
  tools: Tools,
  exchange: AuthenticatedExchange,
  email: string,
): Promise<Answer> {
  const { context, web } = tools;
  const { client, language, once } = exchange;
  const { user } = exchange.current;
  const changed = await once(() => changeRegistrationAddress(context, user, email, client));
  if (changed.ok) {
    const body = { state: "waiting", email: changed.value.display };
    const cookies = [web.noticeCookie("address-changed")];
    return goesTo("/unconfirmed", { status: 200, body }, { cookies });
  }
  if (changed.reason === "too-many") return tooMany(language, context, changed.retryOn);
  if (changed.reason === "not-waiting") return notWaiting(exchange, web);
  const { "too-many-mails": tooManyMails } = language.words(copy).resend;
  const words = {
    ...newAddressErrors(language, context.settings, email),
    "too-many-mails": tooManyMails({ count: MAILS_PER_REGISTRATION }),
  };
  return refusedOnPage(tools, exchange, "email", changed.reason, words[changed.reason], email);
}

/** The registration is already confirmed or removed: nothing on the waiting page applies. */
const notWaiting = ({ language }: Exchange, web: Web): Answer =>
  goesTo("/", problem(409, "not-waiting", { title: language.words(copy).resend["not-waiting"] }), {
    cookies: [web.noticeCookie("already-confirmed")],
  });

/** The waiting page again, with the error next to its field. */
async function refusedOnPage(
  tools: Tools,
  exchange: AuthenticatedExchange,
  field: "code" | "email",
  reason: string,
  message: string,
  typed = "",
): Promise<Answer> {
  const { context } = tools;
  const waiting = await waitingState(context, exchange.current.user);
  const shown = pageFor(tools, exchange, waiting);
  return refuses(
    422,
    reason,
    waitingPage(exchange.language, { ...shown, errors: { [field]: message }, typed }),
    {
      title: message,
      fields: { [field]: reason },
    },
  );
}

/** For a typed address, for the session's registration, or for the link that was opened here. */
async function sendAgain(
  tools: Tools,
  exchange: Exchange,
  typed: string | undefined,
): Promise<Answer> {
  const { context, web } = tools;
  if (typed !== undefined) return sendToTyped(tools, exchange, typed);
  const { current } = exchange;
  const held = heldLink(web, "confirm", exchange);
  const { link, user } = await openLink(context, "confirm", held, current?.user.id);
  // A link that was opened here may belong to somebody other than the logged-in user.
  const isOwn = link === undefined || user?.id === current?.user.id;
  if (current !== undefined && isOwn) return sendToVisitor(tools, { ...exchange, current });
  return sendToTyped(tools, exchange, link?.email ?? addressOfOld(context, held));
}

async function sendToVisitor(tools: Tools, exchange: AuthenticatedExchange): Promise<Answer> {
  const { context, web } = tools;
  const { user } = exchange.current;
  const sent = await exchange.once(() => resend(context, user.id, exchange.client));
  const waiting = await waitingState(context, user);
  if (sent.ok) {
    const body = { state: "accepted", resendAfter: iso(waiting.resendAfter) };
    return goesTo(
      "/unconfirmed",
      { status: 202, body },
      { cookies: [web.noticeCookie("sent-again")] },
    );
  }
  if (sent.reason === "too-many") return tooMany(exchange.language, context, sent.retryOn);
  if (sent.reason === "not-waiting") return notWaiting(exchange, web);
  const retryOn = sent.reason === "too-soon" ? sent.retryOn : undefined;
  const words = exchange.language.words(copy).resend;
  const message =
    retryOn === undefined
      ? words["too-many-mails"]({ count: MAILS_PER_REGISTRATION })
      : words["too-soon"]({
          wait: waitOf(exchange.language, retryOn, context.clock.now())?.text ?? "",
        });
  const shown = pageFor(tools, exchange, waiting);
  return refuses(429, sent.reason, waitingPage(exchange.language, { ...shown, note: message }), {
    title: message,
    ...(retryOn === undefined ? {} : { retryOn, now: context.clock.now() }),
  });
}

/** The answer to a typed address is the same whatever is known of it. */
async function sendToTyped(tools: Tools, exchange: Exchange, typed: string): Promise<Answer> {
  const { context, web } = tools;
  const sent = await exchange.once(() => resendTo(context, typed, exchange.client));
  if (sent.ok) {
    const again = context.clock.now() + context.settings.mailBudget.gap;
    const body = { state: "accepted", resendAfter: iso(again) };
    const cookies = [web.noticeCookie("asked-again"), ...web.addressCookies(sent.value)];
    return goesTo("/unconfirmed", { status: 202, body }, { cookies });
  }
  if (sent.reason === "too-many") return tooMany(exchange.language, context, sent.retryOn);
  const message = addressErrors(exchange.language)[sent.reason];
  const content = getMailPage(exchange.language, getMail(tools, exchange, typed, message));
  return refuses(422, "invalid", content, { title: message, fields: { email: sent.reason } });
}
