import { z } from "zod";
import { formatDate, inWords, type Instant } from "../../domain/time.ts";
import { goesTo, iso, refuses, shows, type Answer } from "../../http/answer.ts";
import { passwordPaused, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { heldLink, takesLinkOut } from "../../http/held-link.ts";
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
import { openLink, type DeadLink, type OpenedLink } from "../links/index.ts";
import { copy } from "./copy.ts";
import { keepUser, requestDeletion } from "./deletion.ts";
import { deadKeepPage, deletedPage, deletePage, deletionRequestedPage, keepPage } from "./pages.ts";

const deleteForm = z.strictObject({ password: text });
const keepForm = z.strictObject({ link: z.string().optional(), sure: text });

export function deletionRoutes(context: Context, web: Web): readonly Route[] {
  const { settings } = context;
  const grace = inWords(settings.deletionGrace);
  return [
    guardedPage("entrants", "/profile/delete", async (exchange) =>
      shows(deletePage({ formToken: exchange.formToken(), grace, error: undefined }), {}),
    ),
    guardedForm("entrants", "/profile/delete", deleteForm, async (exchange, { password }) => {
      const asked = await requestDeletion(context, exchange.visit, password, exchange.client);
      if (asked.ok) return accepted(context, web, asked.value);
      if (asked.reason === "too-many") {
        return tooMany(context, web, asked.retryOn);
      }
      if (asked.reason === "password-paused") return passwordPaused();
      const error = copy.errors[asked.reason];
      const content = deletePage({ formToken: exchange.formToken(), grace, error });
      return refuses(422, "invalid", content, { title: error, fields: { password: asked.reason } });
    }),
    page("/keep/:link", async (exchange) => {
      const opened = await openLink(context, "keep-account", exchange.params["link"]);
      if (exchange.json) return showLink(exchange, opened, false);
      return takesLinkOut(web, "keep-account", exchange, "/keep", opened.link !== undefined);
    }),
    page("/keep", async (exchange) =>
      showLink(
        exchange,
        await openLink(context, "keep-account", heldLink(web, "keep-account", exchange)),
        false,
      ),
    ),
    form("/keep", keepForm, async (exchange, sent) => {
      const token = heldLink(web, "keep-account", exchange, sent.link);
      // People tick a box first: a machine that presses the buttons of a mail must not undo what its
      // reader asked for. A program that names the link means it.
      if (sent.link === undefined && sent.sure === "") {
        return showLink(exchange, await openLink(context, "keep-account", token), true);
      }
      const kept = await keepUser(context, token);
      if (!kept.ok) return dead(kept.reason);
      const cookies = [web.cookies.link("keep-account").clear(), web.notes("account-kept")];
      return goesTo("/login", { status: 200, body: { state: "kept" } }, { cookies });
    }),
  ];
}

/** When it is to happen; an unconfirmed user is gone already. */
function accepted({ settings, clock }: Context, web: Web, deletesOn: Instant): Answer {
  const extra = { cookies: [web.cookies.session.clear()], greets: null };
  if (deletesOn <= clock.now()) return shows(deletedPage(), { state: "deleted" }, extra);
  const content = deletionRequestedPage(formatDate(deletesOn, settings.timeZone));
  const body = { state: "to-be-deleted", deletesOn: iso(deletesOn) };
  return { ...shows(content, body, extra), json: { status: 202, body } };
}

function showLink(exchange: Exchange, { state, link }: OpenedLink, unsure: boolean): Answer {
  if (state !== "ready") return dead(state);
  const content = keepPage(link.email, exchange.formToken(), unsure);
  if (!unsure) return shows(content, { state, email: link.email });
  const { notSure } = copy.keepPage;
  return refuses(422, "not-sure", content, { title: notSure, fields: { sure: "not-sure" } });
}

function dead(state: DeadLink["state"]): Answer {
  const unknown = state === "unknown";
  const content = deadKeepPage(unknown);
  return refuses(unknown ? 404 : 410, unknown ? "unknown" : state, content, {
    title: content.title,
  });
}
