import { z } from "zod";
import { goesTo, refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { noFields, text } from "../../http/form.ts";
import {
  guardedGet,
  guardedPost,
  type AuthenticatedExchange,
  type Route,
} from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { newAddressErrors } from "../registration/index.ts";
import { copy } from "./copy.ts";
import { cancelEmailChange, requestEmailChange, type EmailRequestRefusal } from "./email-change.ts";
import { changeLinkRoutes } from "./link-routes.ts";
import { cancelPage, requestPage } from "./pages.ts";

const emailForm = z.strictObject({ email: text });

export function emailChangeRoutes(context: Context, web: Web): readonly Route[] {
  const { store, clock } = context;
  return [
    guardedGet("recently-authenticated", "/profile/email", async (exchange) => {
      const { email } = exchange.current.user;
      const props = {
        current: email,
        formToken: exchange.formToken(),
        email: "",
        error: undefined,
      };
      return shows(requestPage(exchange.language, props), { email });
    }),
    guardedPost(
      "recently-authenticated",
      "/profile/email",
      emailForm,
      async (exchange, { email }) => {
        const asked = await exchange.once(() =>
          requestEmailChange(context, exchange.current.user, email, exchange.client),
        );
        if (!asked.ok) return refusal(context, exchange, email, asked);
        const cookies = [web.noticeCookie("email-change-requested")];
        return goesTo("/profile", { status: 202, body: { state: "accepted" } }, { cookies });
      },
    ),
    guardedGet("allowed", "/profile/email/cancel", async (exchange) => {
      const { user } = exchange.current;
      const pending = await store.findPendingChange({ userId: user.id, now: clock.now() });
      if (pending === undefined)
        return goesTo("/profile", { status: 200, body: { pending: null } });
      const props = { email: pending, formToken: exchange.formToken() };
      return shows(cancelPage(exchange.language, props), { pending });
    }),
    guardedPost("allowed", "/profile/email/cancel", noFields, async (exchange) => {
      const cancelled = await cancelEmailChange(context, exchange.current.user);
      const body = { state: cancelled.ok ? "cancelled" : cancelled.reason };
      return goesTo(
        "/profile",
        { status: 200, body },
        { cookies: [web.noticeCookie("email-change-cancelled")] },
      );
    }),
    ...changeLinkRoutes(context, web),
  ];
}

function refusal(
  context: Context,
  exchange: AuthenticatedExchange,
  email: string,
  refused: EmailRequestRefusal,
): Answer {
  if (refused.reason === "too-many") {
    return tooMany(exchange.language, context, refused.retryOn);
  }
  const words: Readonly<Record<typeof refused.reason, string>> = {
    ...newAddressErrors(exchange.language, context.settings, email),
    ...exchange.language.words(copy).request.errors,
  };
  const error = words[refused.reason];
  const current = exchange.current.user.email;
  const content = requestPage(exchange.language, {
    current,
    formToken: exchange.formToken(),
    email,
    error,
  });
  return refuses(422, "invalid", content, { title: error, fields: { email: refused.reason } });
}
