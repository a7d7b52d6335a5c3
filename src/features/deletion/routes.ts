import { z } from "zod";
import { HISTORY } from "../../domain/mail.ts";
import { MAIL_MEMORY } from "../../domain/mail-budget.ts";
import type { Instant } from "../../domain/time.ts";
import { goesTo, iso, refuses, shows, type Answer } from "../../http/answer.ts";
import { passwordPaused, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { heldLink, takesLinkOut } from "../../http/held-link.ts";
import {
  get,
  guardedGet,
  guardedPost,
  post,
  withoutTerms,
  type AuthenticatedExchange,
  type Exchange,
  type Route,
} from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { asksPassword } from "../../identity/own-password.ts";
import { openLink, type DeadLink, type OpenedLink } from "../../identity/links.ts";
import { fieldOf, isReaderError, readerError, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";
import { keepUser, requestDeletion, type DeletionRefusal } from "./deletion.ts";
import {
  deadKeepPage,
  deletedPage,
  deletePage,
  deletionRequestedPage,
  keepPage,
  lastAdminPage,
} from "./pages.ts";

const deleteForm = z.strictObject({ password: text });
const keepForm = z.strictObject({ link: z.string().optional(), code: text, sure: text });

export const deletionRoutes = (context: Context, web: Web): readonly Route[] => [
  ...askingRoutes(context, web).map(withoutTerms),
  ...keepingRoutes(context, web),
];

function askingRoutes(context: Context, web: Web): readonly Route[] {
  return [
    guardedGet("asks-password", "/profile/delete", async (exchange) => {
      const page = pageFor(context, exchange);
      const proof = page.asksPassword ? "password" : "none";
      return shows(deletePage(exchange.language, page), { proof });
    }),
    guardedPost("asks-password", "/profile/delete", deleteForm, async (exchange, { password }) => {
      const { current, client, once } = exchange;
      const asked = await once(() => requestDeletion(context, current, password, client));
      return asked.ok
        ? accepted(context, web, exchange, asked.value)
        : refusal(context, exchange, asked);
    }),
  ];
}

function keepingRoutes(context: Context, web: Web): readonly Route[] {
  return [
    get("/keep/:link", async (exchange) => {
      const opened = await openLink(context, "keep-account", exchange.params["link"]);
      if (exchange.json) return showLink(web, exchange, opened);
      return takesLinkOut(web, "keep-account", exchange, "/keep", opened.link !== undefined);
    }),
    get("/keep", async (exchange) =>
      showLink(
        web,
        exchange,
        await openLink(context, "keep-account", heldLink(web, "keep-account", exchange)),
      ),
    ),
    post("/keep", keepForm, async (exchange, sent) => {
      const token = heldLink(web, "keep-account", exchange, sent.link);
      const typed = { code: sent.code, sure: sent.sure !== "" || sent.link !== undefined };
      const opened = await openLink(context, "keep-account", token);
      const kept = await exchange.once(() => keepUser(context, opened, typed, exchange.client));
      if (!kept.ok) {
        if (kept.reason === "too-many") return tooMany(exchange.language, context, kept.retryOn);
        if (!isReaderError(kept.reason)) return dead(web, exchange, kept.reason, opened.link);
        return showLink(web, exchange, opened, kept.reason);
      }
      const cookies = [
        web.cookies.link("keep-account").clear(),
        web.noticeCookie("account-kept"),
        ...web.addressCookies(kept.value.email),
      ];
      return goesTo("/login", { status: 200, body: { state: "kept" } }, { cookies });
    }),
  ];
}

function pageFor(context: Context, exchange: AuthenticatedExchange, error?: string) {
  const { language, current } = exchange;
  const { user } = current;
  const { auditRetention, deletionGrace } = context.settings;
  return {
    email: user.email,
    formToken: exchange.formToken(),
    asksPassword: asksPassword(context, current),
    grace: user.confirmedOn === null ? undefined : language.duration(deletionGrace),
    kept: {
      audit: auditRetention === undefined ? undefined : language.duration(auditRetention),
      counts: language.duration(MAIL_MEMORY),
      history: language.duration(HISTORY),
    },
    error,
  };
}

function refusal(
  context: Context,
  exchange: AuthenticatedExchange,
  refused: DeletionRefusal,
): Answer {
  const { language } = exchange;
  if (refused.reason === "too-many") return tooMany(language, context, refused.retryOn);
  if (refused.reason === "password-paused") return passwordPaused(language);
  if (refused.reason === "last-admin") return refuses(409, "last-admin", lastAdminPage(language));
  const error = language.words(copy).errors[refused.reason];
  const content = deletePage(language, pageFor(context, exchange, error));
  return refuses(422, "invalid", content, { title: error, fields: { password: refused.reason } });
}

/** When it will happen; an unconfirmed user has already been deleted. */
function accepted(
  { clock }: Pick<Context, "clock">,
  web: Web,
  { language }: Exchange,
  deletesOn: Instant,
): Answer {
  const extra = { cookies: [web.cookies.session.clear()], greets: null };
  if (deletesOn <= clock.now()) return shows(deletedPage(language), { state: "deleted" }, extra);
  const content = deletionRequestedPage(language, { date: language.date(deletesOn) });
  const body = { state: "to-be-deleted", deletesOn: iso(deletesOn) };
  return { ...shows(content, body, extra), json: { status: 202, body } };
}

function showLink(
  web: Web,
  exchange: Exchange,
  { state, link }: OpenedLink,
  error?: ReaderError,
): Answer {
  if (state !== "ready") return dead(web, exchange, state, link);
  const content = keepPage(exchange.language, { link, formToken: exchange.formToken(), error });
  if (error === undefined) return shows(content, { state, email: link.email });
  const title = readerError(exchange.language, error);
  return refuses(422, error, content, { title, fields: { [fieldOf(link)]: error } });
}

function dead(
  web: Web,
  { language }: Exchange,
  state: DeadLink["state"],
  link: DeadLink["link"],
): Answer {
  const unknown = state === "unknown";
  const content = deadKeepPage(language, { unknown });
  const cookies = web.addressCookies(link?.email);
  return refuses(unknown ? 404 : 410, unknown ? "unknown" : state, content, {}, { cookies });
}
