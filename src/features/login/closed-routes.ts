import { goesTo, problem, refuses, type Answer } from "../../http/answer.ts";
import type { Exchange } from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { LogInRefusal } from "../../identity/complete-log-in.ts";
import { copy } from "./copy.ts";
import { disabledPage, toBeDeletedPage } from "./pages.ts";

/** The answer to somebody who proved who they are, and may not enter: whatever was shown for it, the same pages. */
export function closedAnswer(
  web: Web,
  exchange: Exchange,
  { reason, user }: Extract<LogInRefusal, { readonly user: unknown }>,
): Answer {
  const { language } = exchange;
  if (reason === "disabled") return refuses(403, "disabled", disabledPage(language));
  if (reason === "unconfirmed") {
    const title = language.words(copy).unconfirmed;
    const cookies = [web.noticeCookie("confirm-first")];
    return goesTo("/unconfirmed", problem(403, "unconfirmed", { title }), { cookies });
  }
  const date = language.date(user.deletesOn ?? 0);
  const props = { email: user.email, date, formToken: exchange.formToken() };
  return refuses(403, "to-be-deleted", toBeDeletedPage(language, props));
}
