import { z } from "zod";
import { localPath } from "../../domain/next-path.ts";
import { goesTo, refuses, shows, type PageContent } from "../../http/answer.ts";
import { passwordPaused, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import {
  guardedGet,
  guardedPost,
  type AuthenticatedExchange,
  type Route,
} from "../../http/route.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Web } from "../../http/web.ts";
import { hasPasskey } from "../../identity/passkeys.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import { logInAgain } from "./login.ts";
import { againPage } from "./pages.ts";

const againForm = z.strictObject({ password: text, next: z.string().optional() });

/** Asks for the password again before something important. */
export function againRoutes(context: Context, web: Web): readonly Route[] {
  const { settings } = context;
  const nextOf = (next: string | undefined): string =>
    localPath(next, settings) ?? web.paths.at("/profile");
  const page = async (
    exchange: AuthenticatedExchange,
    next: string,
    error: string | undefined,
  ): Promise<PageContent> => {
    const { user } = exchange.current;
    const passkey = await hasPasskey(context, user.id);
    const formToken = exchange.formToken();
    return againPage(exchange.language, { email: user.email, formToken, next, passkey, error });
  };
  return [
    guardedGet("authenticated", "/login/again", async (exchange) => {
      return shows(await page(exchange, nextOf(exchange.query["next"]), undefined), {});
    }),
    guardedPost(
      "authenticated",
      "/login/again",
      againForm,
      async (exchange, { password, next: wanted }) => {
        const next = nextOf(wanted);
        const proved = await exchange.once(() =>
          logInAgain(context, exchange.current, password, exchange.client),
        );
        if (proved.ok) {
          const body = { user: publicUser(exchange.current.user) };
          return goesTo(
            next,
            { status: 200, body },
            { cookies: [web.sessionCookie(proved.value)] },
          );
        }
        if (proved.reason === "too-many") {
          return tooMany(exchange.language, context, proved.retryOn);
        }
        if (proved.reason === "password-paused") return passwordPaused(exchange.language);
        const error = exchange.language.words(copy).again.errors[proved.reason];
        return refuses(422, "invalid", await page(exchange, next, error), {
          title: error,
          fields: { password: proved.reason },
        });
      },
    ),
  ];
}
