import { z } from "zod";
import { goesTo, refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { noFields, text } from "../../http/form.ts";
import { guardedForm, guardedPage, type Route, type VisitExchange } from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { addressErrors } from "../registration/index.ts";
import { copy } from "./copy.ts";
import { cancelEmailChange, requestEmailChange, type EmailRequestRefusal } from "./email-change.ts";
import { changeLinkRoutes } from "./link-routes.ts";
import { cancelPage, requestPage } from "./pages.ts";

const emailForm = z.strictObject({ email: text });

export function emailChangeRoutes(context: Context, web: Web): readonly Route[] {
  const { store, clock } = context;
  return [
    guardedPage("fresh", "/profile/email", async (exchange) => {
      const { email } = exchange.visit.user;
      const formToken = exchange.formToken();
      return shows(requestPage({ current: email, formToken, email: "", error: undefined }), {
        email,
      });
    }),
    guardedForm("fresh", "/profile/email", emailForm, async (exchange, { email }) => {
      const asked = await requestEmailChange(context, exchange.visit.user, email, exchange.client);
      if (!asked.ok) return refusal(context, web, exchange, email, asked);
      const body = { state: "accepted" };
      return goesTo(
        "/profile",
        { status: 202, body },
        { cookies: [web.notes("email-change-requested")] },
      );
    }),
    guardedPage("entrants", "/profile/email/cancel", async (exchange) => {
      const { user } = exchange.visit;
      const pending = await store.findPendingChange({ userId: user.id, now: clock.now() });
      if (pending === undefined)
        return goesTo("/profile", { status: 200, body: { pending: null } });
      return shows(cancelPage(pending, exchange.formToken()), { pending });
    }),
    guardedForm("entrants", "/profile/email/cancel", noFields, async (exchange) => {
      const cancelled = await cancelEmailChange(context, exchange.visit.user);
      const body = { state: cancelled.ok ? "cancelled" : cancelled.reason };
      return goesTo(
        "/profile",
        { status: 200, body },
        { cookies: [web.notes("email-change-cancelled")] },
      );
    }),
    ...changeLinkRoutes(context, web),
  ];
}

function refusal(
  context: Context,
  web: Web,
  exchange: VisitExchange,
  email: string,
  refused: EmailRequestRefusal,
): Answer {
  if (refused.reason === "too-many") {
    return tooMany(context, web, refused.retryOn);
  }
  const words: Readonly<Record<typeof refused.reason, string>> = {
    ...addressErrors,
    ...copy.request.errors,
  };
  const error = words[refused.reason];
  const current = exchange.visit.user.email;
  const content = requestPage({ current, formToken: exchange.formToken(), email, error });
  return refuses(422, "invalid", content, { title: error, fields: { email: refused.reason } });
}
