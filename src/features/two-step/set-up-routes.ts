import { z } from "zod";
import type { Refused } from "../../domain/result.ts";
import type { EnrolmentRefusal } from "../../identity/enrol.ts";
import { maySetUp, mustKeepFactor } from "../../identity/second-factor-policy.ts";
import { goesTo, problem, shows, type Answer } from "../../http/answer.ts";
import { copy as answers } from "../../http/copy.ts";
import { invalid, tooMany } from "../../http/errors.ts";
import { noFields, text } from "../../http/form.ts";
import {
  guardedGet,
  guardedPost,
  TWO_STEP,
  type AuthenticatedExchange,
  type Route,
} from "../../http/route.ts";
import type { Tools, Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import { APP, appPage, CODES, codesPage, removePage, type AppPage } from "./pages.ts";
import { SET_UP_LIVES } from "./set-up.ts";
import {
  beginSetUp,
  confirmApp,
  couldDoWithout,
  havingOf,
  removeApp,
  saveCodes,
  type Saved,
} from "./two-step.ts";

const DOOR = "recent-set-up";

const codeForm = z.strictObject({ code: text });

/**
 * Setting an app up, in two pages: its picture, and the recovery codes. What they show is in a cookie, sealed, so a
 * reload, a wrong code and the way back show the same, and a GET stores nothing.
 */
export const setUpRoutes = (context: Context, web: Web): readonly Route[] => [
  ...(maySetUp(context.settings) ? appRoutes(context, web) : []),
  ...codesRoutes({ context, web }),
  ...removalRoutes({ context, web }),
];

function appRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  const { setUp: cookie } = web.cookies;
  return [
    guardedGet(DOOR, APP, async (exchange) => showApp(tools, exchange)),
    guardedPost(DOOR, APP, codeForm, async (exchange, { code: typed }) => {
      const { current, client } = exchange;
      const confirmed = await exchange.once(() =>
        confirmApp(context, current, exchange.cookie(cookie.name), { typed, client }),
      );
      if (confirmed.ok) {
        const done = confirmed.value;
        if (done.state === "on") return saved(tools, { what: "app", minted: done.minted });
        const body = { state: "save-recovery-codes", recoveryCodes: done.codes };
        const cookies = [cookie.set(done.sealed, SET_UP_LIVES)];
        return goesTo(CODES, { status: 200, body }, { cookies });
      }
      const { reason } = confirmed;
      if (reason === "too-many" || reason === "outdated" || reason === "taken") {
        return refusal(tools, exchange, confirmed);
      }
      return showApp(tools, exchange, reason);
    }),
  ];
}

function codesRoutes(tools: Tools): readonly Route[] {
  const { context, web } = tools;
  const { setUp: cookie } = web.cookies;
  return [
    guardedGet(DOOR, CODES, async (exchange) => showCodes(tools, exchange, false)),
    guardedPost(DOOR, CODES, noFields, async (exchange) => {
      const { current, client } = exchange;
      const kept = exchange.cookie(cookie.name);
      const done = await exchange.once(() => saveCodes(context, current, kept, client));
      if (done.ok) return saved(tools, done.value);
      if (done.reason === "set-up-ended") return showCodes(tools, exchange, true);
      return refusal(tools, exchange, done);
    }),
    guardedPost(DOOR, `${CODES}/cancel`, noFields, async () => {
      const cookies = [cookie.clear(), web.noticeCookie("set-up-cancelled")];
      return goesTo(TWO_STEP, { status: 204 }, { cookies });
    }),
  ];
}

function removalRoutes(tools: Tools): readonly Route[] {
  const { context, web } = tools;
  const { store, settings } = context;
  return [
    guardedGet(DOOR, `${APP}/remove`, async (exchange) => {
      const { user } = exchange.current;
      const credentials = await store.listCredentials(user.id);
      const { app, hasOthers } = havingOf(credentials);
      if (app === undefined) {
        const { title } = exchange.language.words(answers).notFound;
        return goesTo(TWO_STEP, problem(404, "not-found", { title }));
      }
      const isRequired = mustKeepFactor(settings, user);
      const isLast = !couldDoWithout(credentials, settings);
      const kept = isLast && isRequired ? "required" : isLast && hasOthers ? "unusable" : undefined;
      const formToken = exchange.formToken();
      return shows(removePage(exchange.language, { formToken, hasOthers, kept }), {
        mayRemove: kept === undefined,
      });
    }),
    guardedPost(DOOR, `${APP}/remove`, noFields, async (exchange) => {
      const { current, client } = exchange;
      const removed = await exchange.once(() => removeApp(context, current, client));
      if (!removed.ok) return refusal(tools, exchange, removed);
      return goesTo(TWO_STEP, { status: 204 }, { cookies: [web.noticeCookie("two-step-off")] });
    }),
  ];
}

async function showApp(
  { context, web }: Tools,
  exchange: AuthenticatedExchange,
  error?: NonNullable<AppPage["error"]>,
): Promise<Answer> {
  const { settings, oneTimeCodes } = context;
  const { language, current } = exchange;
  const { setUp: cookie } = web.cookies;
  const { setUp, sealed, app } = await beginSetUp(context, current, exchange.cookie(cookie.name));
  const { secret } = setUp;
  const account = current.user.email;
  const uri = oneTimeCodes.uri({ secret, issuer: settings.appName, account });
  const content = appPage(language, {
    formToken: exchange.formToken(),
    secret,
    uri,
    moves: app !== undefined,
    error,
  });
  const answer =
    error === undefined
      ? shows(content, { secret, uri })
      : invalid(language, content, { code: error });
  return { ...answer, cookies: [cookie.set(sealed, SET_UP_LIVES)] };
}

/** The codes of an app that is being set up, or new ones for somebody who has something that they stand in for. */
async function showCodes(
  { context, web }: Tools,
  exchange: AuthenticatedExchange,
  ended: boolean,
): Promise<Answer> {
  const { language, current } = exchange;
  const { setUp: cookie } = web.cookies;
  const begun = await beginSetUp(context, current, exchange.cookie(cookie.name));
  const { setUp, sealed, app, hasOthers, codesLeft: left } = begun;
  const turnsOn = setUp.step !== undefined;
  if (!turnsOn && app === undefined && !hasOthers) {
    return goesTo(APP, problem(409, "set-up-ended", { title: endedTitle(exchange) }));
  }
  const content = codesPage(language, {
    formToken: exchange.formToken(),
    appName: context.settings.appName,
    email: current.user.email,
    codes: setUp.codes,
    turnsOn,
    left,
    ended,
  });
  const answer = ended
    ? invalid(language, content, { form: "set-up-ended" })
    : shows(content, { recoveryCodes: setUp.codes, turnsOn, left });
  return { ...answer, cookies: [cookie.set(sealed, SET_UP_LIVES)] };
}

const endedTitle = ({ language }: AuthenticatedExchange): string =>
  language.words(copy).app.errors["set-up-ended"];

/** It works from now on: the browser keeps nothing of what was shown. */
function saved({ web }: Tools, { what, minted }: Saved): Answer {
  const notice = what === "app" ? "two-step-on" : "recovery-codes-made";
  const cookies = [web.sessionCookie(minted), web.cookies.setUp.clear(), web.noticeCookie(notice)];
  return goesTo(TWO_STEP, { status: 200, body: { state: "on" } }, { cookies });
}

/** Other refusals than those that the page of a form tells. */
export function refusal(
  { context, web }: Tools,
  { language }: AuthenticatedExchange,
  refused: EnrolmentRefusal | Refused<"required" | "outdated">,
): Answer {
  if (refused.reason === "too-many") return tooMany(language, context, refused.retryOn);
  if (refused.reason === "required") {
    const title = language.words(copy).remove.required;
    return goesTo(TWO_STEP, problem(403, "second-factor-required", { title }));
  }
  // The session has ended in the meantime.
  return goesTo(
    "/login",
    problem(401, "not-logged-in", { title: language.words(answers).loginNeeded }),
    {
      cookies: [web.noticeCookie("session-ended")],
    },
  );
}
