// "This was not me" leads to stopping mail; the daily mail about the stop leads to allowing it again.

import { z } from "zod";
import { done, refused } from "../../domain/result.ts";
import type { Link } from "../../domain/link.ts";
import { LIFT_STOP } from "../../domain/stopped-mailbox.ts";
import { iso, refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { heldLink, LINK_STATUS, takesLinkOut } from "../../http/held-link.ts";
import { get, post, type Exchange, type Route } from "../../http/route.ts";
import type { Tools, Web } from "../../http/web.ts";
import { openLink, type OpenedLink } from "../../identity/links.ts";
import type { Context } from "../../ports/context.ts";
import { isReaderError, readerError, type ReaderError } from "../../ui/reader-field.ts";
import { deadStopPage, liftedPage, liftPage, stoppedPage, stopPage } from "./pages.ts";
import { liftStop, openLift, stopMail } from "./stops.ts";

const codeForm = z.strictObject({ link: z.string().optional(), code: text });
type CodeForm = z.output<typeof codeForm>;

export function stopRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  const opened = (exchange: Exchange, named?: string): Promise<OpenedLink> =>
    openLink(context, "confirm", heldLink(web, "confirm", exchange, named));
  return [
    get("/stop-mail", async (exchange) => showStop(tools, exchange, await opened(exchange))),
    post("/stop-mail", codeForm, async (exchange, sent) =>
      stop(tools, exchange, sent, await opened(exchange, sent.link)),
    ),
    get("/stop-mail/lift", async (exchange) => {
      const held = heldLink(web, LIFT_STOP, exchange);
      return showLift(tools, exchange, await openLift(context, held));
    }),
    get("/stop-mail/lift/:link", async (exchange) => {
      const link = await openLift(context, exchange.params["link"]);
      if (exchange.json) return showLift(tools, exchange, link);
      return takesLinkOut(web, LIFT_STOP, exchange, "/stop-mail/lift", link !== undefined);
    }),
    post("/stop-mail/lift", codeForm, async (exchange, sent) => lift(tools, exchange, sent)),
  ];
}

/** In these states, the address or the person already has an account. */
const OWNED: ReadonlySet<string> = new Set(["already-confirmed", "address-taken", "disabled"]);

function showStop(
  { context }: Tools,
  exchange: Exchange,
  { state, link }: OpenedLink,
  error?: ReaderError,
): Answer {
  if (link === undefined || OWNED.has(state)) return dead(exchange, state);
  const content = stopPage(exchange.language, asking(context, exchange, link, error));
  return error === undefined
    ? shows(content, { state: "ready", email: link.email })
    : wrong(exchange, error, content);
}

async function stop(
  tools: Tools,
  exchange: Exchange,
  { code }: CodeForm,
  opened: OpenedLink,
): Promise<Answer> {
  const { context, web } = tools;
  const { link, user } = opened;
  if (link === undefined || OWNED.has(opened.state)) return dead(exchange, opened.state);
  const stopped = await exchange.once(() =>
    stopMail(context, opened, { code, client: exchange.client }),
  );
  if (!stopped.ok) {
    if ("retryOn" in stopped) return tooMany(exchange.language, context, stopped.retryOn);
    if (!isReaderError(stopped.reason)) return dead(exchange, stopped.reason);
    return showStop(tools, exchange, opened, stopped.reason);
  }
  const { endsOn } = stopped.value;
  const content = stoppedPage(exchange.language, {
    email: link.email,
    appName: context.settings.appName,
    until: exchange.language.date(endsOn),
  });
  const cookies = [web.cookies.link("confirm").clear()];
  const own = user !== undefined && exchange.current?.user.id === user.id;
  return shows(
    content,
    { state: "stopped", until: iso(endsOn) },
    // The session ended together with the registration.
    own ? { cookies: [...cookies, web.cookies.session.clear()], greets: null } : { cookies },
  );
}

function showLift(
  { context }: Tools,
  exchange: Exchange,
  link: Link | undefined,
  error?: ReaderError,
): Answer {
  if (link === undefined) return dead(exchange, "unknown");
  const content = liftPage(exchange.language, asking(context, exchange, link, error));
  return error === undefined
    ? shows(content, { state: "ready", email: link.email })
    : wrong(exchange, error, content);
}

async function lift(tools: Tools, exchange: Exchange, sent: CodeForm): Promise<Answer> {
  const { context, web } = tools;
  const open = () => openLift(context, heldLink(web, LIFT_STOP, exchange, sent.link));
  // The link ends with the act, so that a page that is shown again must not need it.
  const lifted = await exchange.once(async () => {
    const link = await open();
    if (link === undefined) return refused("unknown");
    const act = await liftStop(context, link, { code: sent.code, client: exchange.client });
    return act.ok ? done(link.email) : act;
  });
  if (lifted.ok) {
    const email = lifted.value;
    const cookies = [web.cookies.link(LIFT_STOP).clear(), ...web.addressCookies(email)];
    return shows(liftedPage(exchange.language, { email }), { state: "lifted" }, { cookies });
  }
  if ("retryOn" in lifted) return tooMany(exchange.language, context, lifted.retryOn);
  if (lifted.reason === "unknown") return dead(exchange, "unknown");
  return showLift(tools, exchange, await open(), lifted.reason);
}

const asking = (
  { settings }: Context,
  exchange: Exchange,
  link: Link,
  error: ReaderError | undefined,
) => ({ link, error, appName: settings.appName, formToken: exchange.formToken() });

function wrong(
  { language }: Exchange,
  error: ReaderError,
  content: Parameters<typeof refuses>[2],
): Answer {
  const title = readerError(language, error);
  return refuses(422, error, content, { title, fields: { code: error } });
}

function dead({ language }: Exchange, state: OpenedLink["state"]): Answer {
  const isOwned = OWNED.has(state);
  const reason = isOwned ? "address-taken" : "unknown";
  return refuses(
    LINK_STATUS[reason],
    reason,
    deadStopPage(language, { why: isOwned ? "owned" : "unknown" }),
  );
}
