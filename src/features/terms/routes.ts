import { z } from "zod";
import { localPath } from "../../domain/next-path.ts";
import { isLeftOut } from "../../domain/optional-routes.ts";
import { mustAccept, type Terms } from "../../domain/terms.ts";
import { goesTo, shows } from "../../http/answer.ts";
import { atBarrier } from "../../http/door.ts";
import { invalid } from "../../http/errors.ts";
import {
  ACCEPT_TERMS,
  guardedGet,
  guardedPost,
  withoutTerms,
  type AuthenticatedExchange,
  type Route,
} from "../../http/route.ts";
import { termsJson, type TermsOnPage } from "../../http/terms-box.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { acceptTermsPage } from "./pages.ts";
import { acceptTerms } from "./terms.ts";

const acceptForm = z.strictObject({
  terms: z.string().optional(),
  next: z.string().optional(),
});

/** None on a site that has no terms to accept. */
export function termsRoutes(context: Context, web: Web): readonly Route[] {
  const { settings } = context;
  const { terms, home, leftOut } = settings;
  if (terms === undefined) return [];
  const wayOut = (path: string): string | undefined =>
    isLeftOut(leftOut, path) ? undefined : path;
  const page = (
    { language, current, formToken }: AuthenticatedExchange,
    { next, ...sent }: Omit<TermsOnPage, keyof Terms> & { readonly next: string | undefined },
  ) =>
    acceptTermsPage(language, {
      terms: { ...terms, ...sent },
      isAnew: current.user.terms.length > 0,
      next: localPath(next, settings),
      formToken: formToken(),
      data: wayOut("/profile/data"),
      deletion: wayOut("/profile/delete"),
    });
  const goesOn = (next: string | undefined) =>
    goesTo(localPath(next, settings) ?? home, { status: 200, body: { state: "accepted" } });
  return [
    guardedGet("allowed", ACCEPT_TERMS, async (exchange) => {
      const { next } = exchange.query;
      if (!mustAccept(terms, exchange.current.user)) return goesOn(next);
      return shows(page(exchange, { next }), termsJson(terms));
    }),
    guardedPost("allowed", ACCEPT_TERMS, acceptForm, async (exchange, { next, terms: sent }) => {
      const { current, language, once } = exchange;
      const accepted = await once(() => acceptTerms(context, current.user, sent));
      if (accepted.ok) return goesOn(next);
      const { reason } = accepted;
      if (reason === "not-logged-in")
        return atBarrier(web, "log-in", exchange, { here: undefined, otherwise: home });
      const content = page(exchange, { next, accepted: sent, problem: reason });
      return invalid(language, content, { terms: reason }, termsJson(terms));
    }),
  ].map(withoutTerms);
}
