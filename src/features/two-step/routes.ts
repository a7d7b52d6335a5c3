import { z } from "zod";
import { goesTo, iso, shows, type Answer } from "../../http/answer.ts";
import { notFound } from "../../http/errors.ts";
import { noFields } from "../../http/form.ts";
import {
  guardedGet,
  guardedPost,
  TWO_STEP,
  type AuthenticatedExchange,
  type Route,
} from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { overviewPage } from "./pages.ts";
import { secondStepRoutes } from "./second-step-routes.ts";
import { refusal, setUpRoutes } from "./set-up-routes.ts";
import { factorsAsked, maySetUp, mustKeepFactor } from "../../identity/second-factor-policy.ts";
import { chooseTwoSteps, couldDoWithout, havingOf } from "./two-step.ts";

const choiceForm = z.strictObject({ on: z.enum(["yes", "no"]).default("no") });

/**
 * What a user has for the second step, and what can be changed about it. Whatever makes an account weaker or stronger
 * needs everything that the sign-in requires, shown recently. Forgetting a browser takes nothing from anybody.
 */
export function twoStepRoutes(context: Context, web: Web): readonly Route[] {
  const { store, clock, settings } = context;
  const forget = async ({ current, language }: AuthenticatedExchange, id?: string) => {
    const forgotten = await store.forgetRememberedBrowsers({
      userId: current.user.id,
      ...(id === undefined ? {} : { id }),
      now: clock.now(),
    });
    if (forgotten === 0 && id !== undefined) return notFound(language, settings.appName);
    const cookies = [web.noticeCookie("browsers-forgotten")];
    return goesTo(TWO_STEP, { status: 204 }, { cookies });
  };
  return [
    guardedGet("set-up", TWO_STEP, async (exchange) => overview(context, exchange)),
    guardedPost("recent-set-up", TWO_STEP, choiceForm, async (exchange, { on }) => {
      const { current, client } = exchange;
      const chosen = await exchange.once(() =>
        chooseTwoSteps(context, current, on === "yes", client),
      );
      if (!chosen.ok) return refusal({ context, web }, exchange, chosen);
      const cookies = [web.noticeCookie(on === "yes" ? "two-step-on" : "two-step-off")];
      return goesTo(TWO_STEP, { status: 204 }, { cookies });
    }),
    guardedPost("allowed", `${TWO_STEP}/browsers/forget`, noFields, async (exchange) =>
      forget(exchange),
    ),
    guardedPost("allowed", `${TWO_STEP}/browsers/:id/forget`, noFields, async (exchange) =>
      forget(exchange, exchange.params["id"] ?? ""),
    ),
    ...setUpRoutes(context, web),
    ...secondStepRoutes(context, web),
  ];
}

async function overview(context: Context, exchange: AuthenticatedExchange): Promise<Answer> {
  const { store, clock, settings } = context;
  const { current, language } = exchange;
  const { user } = current;
  const now = clock.now();
  const [credentials, browsers] = await Promise.all([
    store.listCredentials(user.id),
    store.listRememberedBrowsers({ userId: user.id, now }),
  ]);
  const { app, codesLeft, hasOthers, mayChoose } = havingOf(credentials);
  const hasCodes = app !== undefined || hasOthers;
  const isOn = (await factorsAsked(context, user)) === 2;
  const content = overviewPage(language, {
    formToken: exchange.formToken(),
    isOn,
    appSince: app && language.date(app.createdOn),
    isOffered: maySetUp(settings),
    isRequired: mustKeepFactor(settings, user),
    codesLeft: hasCodes ? codesLeft : undefined,
    passkeyIsEnough: mustKeepFactor(settings, user) && !isOn && settings.passkeys.on,
    mayChoose: mayChoose && (isOn || couldDoWithout(credentials, settings)),
    browsers: browsers.map(({ id, browser, shownOn, expiresOn, client }) => ({
      id,
      browser: language.browser(browser),
      remembered: language.ago(shownOn, now),
      until: language.date(expiresOn),
      client,
    })),
  });
  return shows(content, {
    twoSteps: isOn,
    app:
      app === undefined ? null : { createdOn: iso(app.createdOn), lastUsedOn: iso(app.lastUsedOn) },
    recoveryCodesLeft: codesLeft,
    policy: settings.secondFactor,
    rememberedBrowsers: browsers.map(({ id, browser, client, shownOn, expiresOn }) => ({
      id,
      browser,
      client,
      rememberedOn: iso(shownOn),
      expiresOn: iso(expiresOn),
    })),
  });
}
