import { z } from "zod";
import { formatDate, inWords } from "../../domain/time.ts";
import { goesTo, iso, refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import {
  form,
  guardedForm,
  guardedPage,
  page,
  type Exchange,
  type Route,
} from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import { keepUser, openKeepLink, requestDeletion, type OpenedKeepLink } from "./deletion.ts";
import { deadKeepPage, deletePage, deletionRequestedPage, keepPage } from "./pages.ts";

const deleteForm = z.strictObject({ password: text });
const keepForm = z.strictObject({ link: z.string().optional() });

export function deletionRoutes(context: Context, web: Web): readonly Route[] {
  const { settings, clock } = context;
  const grace = inWords(settings.deletionGrace);
  const heldLink = (exchange: Exchange): string | undefined =>
    exchange.cookie(web.cookies.link("keep-account").name);
  return [
    guardedPage("entrants", "/profile/delete", async (exchange) =>
      shows(deletePage({ formToken: exchange.formToken(), grace, error: undefined }), {}),
    ),
    guardedForm("entrants", "/profile/delete", deleteForm, async (exchange, { password }) => {
      const asked = await requestDeletion(context, exchange.visit, password, exchange.client);
      if (asked.ok) {
        const content = deletionRequestedPage(formatDate(asked.value, settings.timeZone));
        const answer = shows(content, {}, { cookies: [web.cookies.session.clear()], greets: null });
        const body = { state: "to-be-deleted", deletesOn: iso(asked.value) };
        return { ...answer, json: { status: 202, body } };
      }
      if (asked.reason === "too-many") {
        const until = web.time(asked.retryOn).text;
        return tooMany({ retryOn: asked.retryOn, now: clock.now(), until });
      }
      const error = copy.errors[asked.reason];
      const content = deletePage({ formToken: exchange.formToken(), grace, error });
      return refuses(422, "invalid", content, { title: error, fields: { password: asked.reason } });
    }),
    page("/keep/:link", async (exchange) => {
      const token = exchange.params["link"];
      const opened = await openKeepLink(context, token);
      if (exchange.json) return showLink(exchange, opened);
      const known = opened.link !== undefined && token !== undefined;
      const held = web.cookies.link("keep-account");
      const cookies = [known ? web.holdsLink("keep-account", token) : held.clear()];
      return goesTo("/keep", { status: 303 }, { cookies });
    }),
    page("/keep", async (exchange) =>
      showLink(exchange, await openKeepLink(context, heldLink(exchange))),
    ),
    form("/keep", keepForm, async (exchange, sent) => {
      const kept = await keepUser(context, sent.link ?? heldLink(exchange));
      if (!kept.ok) return dead(kept.reason);
      const cookies = [web.cookies.link("keep-account").clear(), web.notes("account-kept")];
      return goesTo("/login", { status: 200, body: { state: "kept" } }, { cookies });
    }),
  ];
}

function showLink(exchange: Exchange, { state, link }: OpenedKeepLink): Answer {
  if (state !== "ready" || link === undefined) return dead(state);
  return shows(keepPage(link.email, exchange.formToken()), { state, email: link.email });
}

function dead(state: OpenedKeepLink["state"]): Answer {
  const unknown = state === "unknown" || state === "ready";
  const content = deadKeepPage(unknown);
  return refuses(unknown ? 404 : 410, unknown ? "unknown" : state, content, {
    title: content.title,
  });
}
