import { z } from "zod";
import { offeredFor } from "../../domain/language-choice.ts";
import { goesTo, refuses, shows } from "../../http/answer.ts";
import { text } from "../../http/form.ts";
import {
  guardedGet,
  guardedPost,
  withoutTerms,
  type AuthenticatedExchange,
  type Route,
} from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import { chooseLanguage } from "./language.ts";
import { languagePage, type LanguagePage } from "./pages.ts";

const PATH = "/profile/language";

const languageForm = z.strictObject({ language: text });

export function languageRoutes(context: Context, web: Web): readonly Route[] {
  const { languages } = context.settings;
  const pageFor = ({ current, formToken, language }: AuthenticatedExchange): LanguagePage => ({
    languages,
    chosen: offeredFor(current.user.language ?? "", languages) ?? language.tag,
    formToken: formToken(),
  });
  return [
    guardedGet("allowed", PATH, async (exchange) =>
      shows(languagePage(exchange.language, pageFor(exchange)), {
        language: exchange.current.user.language,
        languages,
      }),
    ),
    guardedPost("allowed", PATH, languageForm, async (exchange, sent) => {
      const { language, current } = exchange;
      const chosen = await exchange.once(() =>
        chooseLanguage(context, current.user, sent.language),
      );
      if (!chosen.ok) {
        const title = language.words(copy).unknown;
        const content = languagePage(language, { ...pageFor(exchange), error: title });
        return refuses(422, "invalid", content, { title, fields: { language: chosen.reason } });
      }
      // What was chosen in this browser before must not hide it.
      const cookies = [web.cookies.lang.clear(), web.noticeCookie("language-chosen")];
      return goesTo("/profile", { status: 200, body: { language: chosen.value } }, { cookies });
    }),
  ].map(withoutTerms);
}
