// The routes for links of the application before Postern.

import { z } from "zod";
import type { OldLink } from "../../domain/old-links.ts";
import { maskEmail } from "../../domain/email-address.ts";
import { goesTo, refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { heldLink, LINK_STATUS, takesLinkOut } from "../../http/held-link.ts";
import { get, post, type Exchange, type Route } from "../../http/route.ts";
import type { Tools } from "../../http/web.ts";
import type { LinkRefusal } from "../../domain/link.ts";
import { button, form } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";
import { exchangeOldLink, oldLinkIn } from "./old-links.ts";
import { deadLinkPage } from "./pages.ts";

const exchangeForm = z.strictObject({ link: z.string().optional() });

/** None, if the site knows no old links. Those at the path of Postern's own links come by its route. */
export function oldLinkRoutes(tools: Tools): readonly Route[] {
  const { context, web } = tools;
  const { oldLinks: rules } = context.settings;
  if (rules === undefined) return [];
  const path = rules.path.replace(":token", ":link");
  const exchange = post("/confirm/old", exchangeForm, (visit, { link }) => use(tools, visit, link));
  if (path === "/confirm/:link") return [exchange];
  const open = get(path, async (visit) => {
    const old = oldLinkIn(context, visit.params["link"]);
    if (visit.json) return showOld(tools, visit, old);
    return takesLinkOut(web, "confirm", visit, "/confirm", old !== undefined);
  });
  return [exchange, open];
}

/** Opening a link changes nothing: machines open them, too. */
export function showOld(tools: Tools, exchange: Exchange, old: OldLink | undefined): Answer {
  if (old?.state !== "ready")
    return deadOldLink(tools, exchange, old, old === undefined ? "unknown" : "expired");
  const { title, oldLink: words } = exchange.language.words(copy).confirm;
  const email = old.address.display;
  const content = {
    title,
    body: html`<p>${words.text({ email, app: tools.context.settings.appName })}</p>
      ${form({
        action: "/confirm/old",
        formToken: exchange.formToken(),
        body: button({ label: words.button }),
      })}`,
  };
  return shows(content, { state: "old-link", email });
}

async function use(tools: Tools, exchange: Exchange, sent: string | undefined): Promise<Answer> {
  const { context, web } = tools;
  // A program may send the whole link.
  const token = heldLink(web, "confirm", exchange, sent)?.split("/").at(-1);
  const old = oldLinkIn(context, token);
  const exchanged = await exchange.once(() => exchangeOldLink(context, old, exchange.client));
  if (exchanged.ok) {
    const body = { state: "ready", link: exchanged.value };
    return goesTo(
      "/confirm",
      { status: 303, body },
      { cookies: [web.linkCookie("confirm", exchanged.value)] },
    );
  }
  if (exchanged.reason === "too-many")
    return tooMany(exchange.language, context, exchanged.retryOn);
  return deadOldLink(tools, exchange, old, exchanged.reason);
}

function deadOldLink(
  { context }: Tools,
  exchange: Exchange,
  old: OldLink | undefined,
  state: LinkRefusal,
): Answer {
  const { language, current } = exchange;
  const { settings } = context;
  const email = old?.address.display ?? "";
  const content = deadLinkPage(language, {
    state: state === "used" ? "unknown" : state,
    email,
    time: old === undefined ? "" : language.time(old.sentOn),
    visitor: current === undefined ? "nobody" : "confirmed",
    mayRegister: settings.registration.open,
    lifetime: language.duration(settings.oldLinks?.maxAge ?? 0),
    masked: maskEmail(email),
    formToken: exchange.formToken(),
    appName: settings.appName,
    isNotMe: false,
  });
  return state === "already-confirmed"
    ? shows(content, { state, email })
    : refuses(LINK_STATUS[state], state, content);
}
