import { z } from "zod";
import { localPath } from "../../domain/next-path.ts";
import { goesTo, refuses, shows, type Answer } from "../../http/answer.ts";
import { invalid, passwordPaused, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { loggedInAnswer } from "../../http/logged-in.ts";
import { get, post, type Exchange, type Route } from "../../http/route.ts";
import type { Tools, Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { link } from "../../ui/form.ts";
import { passkeyOffer } from "../../ui/passkey-button.ts";
import type { CurrentSession } from "../../ports/session-store.ts";
import type { LoggedIn } from "../../identity/complete-log-in.ts";
import { hasPasskey } from "../../identity/passkeys.ts";
import { endSession } from "../../identity/sessions.ts";
import { againRoutes } from "./again-routes.ts";
import { closedAnswer } from "./closed-routes.ts";
import { copy } from "./copy.ts";
import { logIn, type LoginRefusal } from "./login.ts";
import { alreadyLoggedInPage, loginPage, logoutPage, type LoginPage } from "./pages.ts";

const loginForm = z.strictObject({
  email: text,
  password: text,
  next: z.string().optional(),
  /** "yes" from a browser that can make a passkey on this device: see `passkeyScript`. */
  offer: z.string().optional(),
  /** The form's other button, which takes the typed address along to `/forgot`. */
  forgot: z.string().optional(),
  /** Whether this is a shared computer: the session ends with the browser, and nothing of the person stays in it. */
  shared: z.enum(["yes", ""]).optional(),
});

type Sent = z.output<typeof loginForm>;

const isShared = ({ shared }: Sent): boolean => shared === "yes";

/** The typed address goes along to the next form, but stays in no shared computer. */
const addressCookies = (web: Web, sent: Sent): readonly string[] =>
  isShared(sent) ? [web.cookies.address.clear()] : web.addressCookies(sent.email);

const logoutForm = z.strictObject({ next: z.string().optional() });

export function loginRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  return [
    get("/login", async (exchange) => openForm(tools, exchange)),
    post("/login", loginForm, async (exchange, sent) => {
      const { email, password } = sent;
      if (sent.forgot !== undefined) {
        return goesTo("/forgot", { status: 200, body: {} }, { cookies: addressCookies(web, sent) });
      }
      const { current } = exchange;
      const client = { ...exchange.client, shared: isShared(sent) };
      const loggedIn = await exchange.once(() =>
        logIn(context, { email, password, client, current }),
      );
      if (!loggedIn.ok) return refusal(tools, exchange, sent, loggedIn);
      const answer = loggedInAnswer(tools, exchange, loggedIn.value, sent.next);
      if (loggedIn.value.isWeak) return withAdvice(tools, sent, loggedIn.value, answer);
      return withOffer(tools, exchange, sent, loggedIn.value, answer);
    }),
    ...againRoutes(context, web),
    get("/logout", async (exchange) => {
      if (leaving(exchange) === undefined) return goesTo("/login", { status: 200, body: {} });
      return shows(logoutPage(exchange.language, { formToken: exchange.formToken() }), {});
    }),
    post("/logout", logoutForm, async (exchange, { next }) => {
      const current = leaving(exchange);
      if (current !== undefined) await endSession(context, current);
      // Only registering may follow a logout; any other page would ask to log in at once.
      const to = next === "/register" ? "/register" : "/login";
      const cookies = [web.cookies.session.clear(), web.noticeCookie("logged-out")];
      return goesTo(to, { status: 204 }, { cookies });
    }),
  ];
}

/** Whose session ends: a logged-in user's, or that of somebody who gives up in the middle of a sign-in. */
const leaving = ({ current, pending }: Exchange): CurrentSession | undefined => current ?? pending;

function openForm({ context: { settings }, web }: Tools, exchange: Exchange): Answer {
  const next = localPath(exchange.query["next"], settings);
  if (exchange.current !== undefined) {
    const { email } = exchange.current.user;
    return shows(
      alreadyLoggedInPage(exchange.language, {
        appName: settings.appName,
        email,
        next: next ?? settings.home,
      }),
      { email },
    );
  }
  const email = web.keptAddress(exchange);
  return shows(
    loginPage(exchange.language, {
      ...pageFor(settings, exchange, next),
      email,
      shared: false,
      errors: {},
    }),
    {},
  );
}

/** A passkey is offered on the way, where this device can keep one and the user has none: once in each browser. */
async function withOffer(
  { context, web }: Tools,
  exchange: Exchange,
  sent: Sent,
  { user, state }: LoggedIn,
  answer: Answer,
): Promise<Answer> {
  const mayOffer =
    context.settings.passkeys.on &&
    sent.offer === "yes" &&
    !isShared(sent) &&
    state === "complete" &&
    user.confirmedOn !== null &&
    exchange.cookie(web.cookies.offered.name) === undefined;
  if (!mayOffer || (await hasPasskey(context, user.id))) return answer;
  const cookies = [...(answer.cookies ?? []), web.offeredCookie()];
  const next = web.paths.at(answer.location ?? context.settings.home);
  return { ...answer, location: passkeyOffer(next), cookies };
}

/** Whoever is on the way nowhere in particular can choose a better password at once. */
function withAdvice(
  { context: { settings }, web }: Tools,
  sent: Sent,
  { state }: LoggedIn,
  answer: Answer,
): Answer {
  if (state === "pending") return answer;
  const cookies = [...(answer.cookies ?? []), web.noticeCookie("weak-password")];
  const isFree = localPath(sent.next, settings) === undefined && answer.location === settings.home;
  return { ...answer, cookies, ...(isFree ? { location: "/profile/password" } : {}) };
}

const pageFor = (
  settings: Context["settings"],
  exchange: Exchange,
  next: string | undefined,
): Omit<LoginPage, "email" | "shared" | "errors"> => ({
  formToken: exchange.formToken(),
  next,
  mayRegister: settings.registration.open,
  sharedIdle: exchange.language.duration(settings.sessions.sharedIdle),
  passkeys: settings.passkeys.on,
});

/** Whatever page explains the refusal, a form that it leads to has the typed address filled in. */
function refusal(tools: Tools, exchange: Exchange, sent: Sent, refused: LoginRefusal): Answer {
  const answer = refusalPage(tools, exchange, sent, refused);
  return {
    ...answer,
    cookies: [...(answer.cookies ?? []), ...addressCookies(tools.web, sent)],
  };
}

function refusalPage(
  { context, web }: Tools,
  exchange: Exchange,
  sent: Sent,
  refused: LoginRefusal,
): Answer {
  const next = localPath(sent.next, context.settings);
  const shown = {
    ...pageFor(context.settings, exchange, next),
    email: sent.email,
    shared: isShared(sent),
  };
  const { language } = exchange;
  const words = language.words(copy);
  switch (refused.reason) {
    case "too-many": {
      return tooMany(language, context, refused.retryOn, link("/forgot", words.tooMany));
    }
    case "password-paused":
      return passwordPaused(language);
    case "disabled":
    case "to-be-deleted":
    case "unconfirmed":
      return closedAnswer(web, exchange, refused);
    case "invalid": {
      const content = loginPage(language, { ...shown, errors: refused.fields });
      return invalid(language, content, refused.fields);
    }
    case "wrong-credentials": {
      const errors = { pair: "wrong-credentials" as const };
      const content = loginPage(language, { ...shown, errors });
      return refuses(401, "wrong-credentials", content, {
        title: words.errors["wrong-credentials"],
      });
    }
  }
}
