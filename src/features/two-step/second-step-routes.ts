import { z } from "zod";
import { localPath } from "../../domain/next-path.ts";
import { goesTo, problem, shows } from "../../http/answer.ts";
import { copy as answers } from "../../http/copy.ts";
import { invalid, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import {
  guardedGet,
  guardedPost,
  SECOND_STEP,
  signingIn,
  type Exchange,
  type Route,
} from "../../http/route.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Tools, Web } from "../../http/web.ts";
import { hasPasskey } from "../../identity/passkeys.ts";
import type { Context } from "../../ports/context.ts";
import { codesLeftPage, secondStepPage, type SecondStepPage } from "./second-step-pages.ts";
import { codesLeftOf, enterCode } from "./second-step.ts";

const codeForm = z.strictObject({
  code: text,
  remember: z.string().optional(),
  next: z.string().optional(),
});

/** Where somebody who used a recovery code learns how many are left. */
const CODES_LEFT = `${SECOND_STEP}/codes-left`;

/** The second step of a login, and the second factor once more before something important. */
export function secondStepRoutes(context: Context, web: Web): readonly Route[] {
  const { settings } = context;
  return [
    guardedGet("second-step", SECOND_STEP, async (exchange) => {
      const props = await pageFor(context, exchange, exchange.query["next"]);
      return shows(secondStepPage(exchange.language, props), {});
    }),
    guardedPost("second-step", SECOND_STEP, codeForm, async (exchange, sent) => {
      const { client, language } = exchange;
      const continues = signingIn(exchange);
      const remember = sent.remember !== undefined && mayRemember(exchange);
      const entered = await exchange.once(() =>
        enterCode(context, continues, { typed: sent.code, remember, client }),
      );
      if (!entered.ok) {
        const { reason } = entered;
        if (reason === "too-many") return tooMany(language, context, entered.retryOn);
        if (reason === "code-missing" || reason === "wrong-code" || reason === "code-used") {
          const props = { ...(await pageFor(context, exchange, sent.next)), error: reason };
          return invalid(language, secondStepPage(language, props), { code: reason });
        }
        // The account was closed in the meantime. Logging in again says why.
        const title = language.words(answers).loginNeeded;
        return goesTo("/login", problem(403, reason, { title }));
      }
      const { codesLeft, user } = entered.value;
      const next = localPath(sent.next, settings) ?? homeOf({ context, web }, exchange);
      const to = codesLeft === undefined ? next : `${CODES_LEFT}?next=${encodeURIComponent(next)}`;
      const left = codesLeft === undefined ? {} : { recoveryCodesLeft: codesLeft };
      return goesTo(
        to,
        { status: 200, body: { user: publicUser(user), ...left } },
        { cookies: web.logInCookies(entered.value) },
      );
    }),
    guardedGet("authenticated", CODES_LEFT, async (exchange) => {
      const count = await codesLeftOf(context, exchange.current.user.id);
      const next = localPath(exchange.query["next"], settings) ?? settings.home;
      return shows(codesLeftPage(exchange.language, { count, next }), { recoveryCodesLeft: count });
    }),
  ];
}

/** Where somebody goes who was going nowhere else. */
const homeOf = ({ context, web }: Tools, { pending }: Exchange): string =>
  pending === undefined ? web.paths.at("/profile") : context.settings.home;

/** Only a login asks for the second step where it could be left out, and not on a computer that others use. */
const mayRemember = ({ pending }: Exchange): boolean =>
  pending !== undefined && !pending.session.shared;

const pageFor = async (
  context: Context,
  exchange: Exchange,
  next: string | undefined,
): Promise<SecondStepPage> => ({
  formToken: exchange.formToken(),
  next: localPath(next, context.settings),
  isAgain: exchange.pending === undefined,
  remembersFor: mayRemember(exchange)
    ? exchange.language.duration(context.settings.sessions.rememberedBrowser)
    : undefined,
  passkey: await hasPasskey(context, signingIn(exchange).user.id),
  error: undefined,
});
