import { z } from "zod";
import { goesTo, iso, refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { noFields, text } from "../../http/form.ts";
import { heldLink, LINK_STATUS, takesLinkOut } from "../../http/held-link.ts";
import {
  get,
  guardedGet,
  guardedPost,
  post,
  SECOND_STEP,
  signingIn,
  type Exchange,
  type Route,
} from "../../http/route.ts";
import type { Tools, Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import type { FactorRemoval } from "../../ports/lost-factor-store.ts";
import { openLink, type DeadLink, type OpenedLink } from "../../identity/links.ts";
import { factorsAsked } from "../../identity/second-factor-policy.ts";
import type { Typed } from "../../identity/reader.ts";
import { fieldOf, isReaderError, readerError, type ReaderError } from "../../ui/reader-field.ts";
import {
  beginFactorRemoval,
  LINK_LIVES,
  requestFactorLoss,
  stopFactorRemoval,
  type LinkFailure,
} from "./lost-factor.ts";
import {
  beginPage,
  begunPage,
  deadFactorPage,
  factorKeptPage,
  keepFactorPage,
  keepHerePage,
  lostPage,
  lostSentPage,
  waitingPage,
} from "./pages.ts";

const LOST = `${SECOND_STEP}/lost`;
const linkForm = z.strictObject({ link: z.string().optional(), code: text, sure: text });

export function lostFactorRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  return [
    guardedGet("second-step", LOST, async (exchange) => showLost(context, exchange)),
    guardedPost("second-step", LOST, noFields, async (exchange) => {
      const { user } = signingIn(exchange);
      const asked = await exchange.once(() => requestFactorLoss(context, user, exchange.client));
      if (asked.ok) return sent(context, exchange, user.email);
      if (asked.reason === "not-needed") return showLost(context, exchange);
      return tooMany(exchange.language, context, asked.retryOn);
    }),
    ...linkRoutes(tools, "lose"),
    post("/lose-factor", linkForm, async (exchange, form) => {
      const opened = await openHeld(tools, "lose", exchange, form.link);
      const begun = await exchange.once(() =>
        beginFactorRemoval(context, opened, typedIn(form), exchange.client),
      );
      if (!begun.ok) return notDone(tools, exchange, "lose", { opened, named: form.link }, begun);
      const { language } = exchange;
      const cookies = [web.cookies.link("lose-factor").clear()];
      const { dueOn } = begun.value;
      const content = begunPage(language, { date: language.date(dueOn) });
      return shows(content, waits(begun.value), { cookies });
    }),
    ...linkRoutes(tools, "keep"),
    post("/keep-factor", linkForm, async (exchange, form) => {
      const opened = await openHeld(tools, "keep", exchange, form.link);
      const kept = await exchange.once(() =>
        stopFactorRemoval(context, opened, typedIn(form), exchange.client),
      );
      if (!kept.ok) return notDone(tools, exchange, "keep", { opened, named: form.link }, kept);
      const cookies = [
        web.cookies.link("keep-factor").clear(),
        ...web.addressCookies(kept.value.email),
      ];
      return shows(factorKeptPage(exchange.language), { state: "kept" }, { cookies });
    }),
    ...hereRoutes(context, web),
  ];
}

/** Stops the wait from a browser that is logged in. */
function hereRoutes({ store, clock }: Context, web: Web): readonly Route[] {
  return [
    guardedGet("authenticated", "/profile/keep-factor", async (exchange) => {
      const removal = await store.findFactorRemoval(exchange.current.user.id);
      if (removal === undefined) return goesTo("/profile", { status: 200, body: NO_WAIT });
      const { language } = exchange;
      const props = { formToken: exchange.formToken(), date: language.date(removal.dueOn) };
      return shows(keepHerePage(language, props), waits(removal));
    }),
    guardedPost("authenticated", "/profile/keep-factor", noFields, async ({ current }) => {
      const kept = await store.keepFactor({ userId: current.user.id, now: clock.now() });
      const body = kept ? { state: "kept" } : NO_WAIT;
      const cookies = kept ? [web.noticeCookie("factor-kept")] : [];
      return goesTo("/profile", { status: 200, body }, { cookies });
    }),
  ];
}

const NO_WAIT = { state: "not-waiting" };

const waits = ({ dueOn }: FactorRemoval) => ({ state: "waiting", dueOn: iso(dueOn) });

/** What somebody who has shown the password, and no more, can do. */
async function showLost(context: Context, exchange: Exchange): Promise<Answer> {
  const { store, settings } = context;
  const { language } = exchange;
  const { user } = signingIn(exchange);
  if ((await factorsAsked(context, user)) === 1)
    return goesTo("/profile", { status: 200, body: NO_WAIT });
  const removal = await store.findFactorRemoval(user.id);
  if (removal !== undefined) {
    const date = language.date(removal.dueOn);
    return shows(waitingPage(language, { date }), waits(removal));
  }
  const mayBegin = user.confirmedOn !== null;
  const wait = mayBegin ? language.duration(settings.factorRemovalWait) : undefined;
  const props = { formToken: exchange.formToken(), email: user.email, wait };
  return shows(lostPage(language, props), { ...NO_WAIT, mayBegin });
}

function sent({ settings }: Context, { language }: Exchange, email: string): Answer {
  const wait = language.duration(settings.factorRemovalWait);
  const lifetime = language.duration(LINK_LIVES);
  const content = lostSentPage(language, { email, wait, lifetime });
  return { ...shows(content, {}), json: { status: 202, body: { state: "mailed" } } };
}

type Which = "lose" | "keep";

/** The link in the path goes to a cookie, and its page asks for the code of the mail. */
const linkRoutes = (tools: Tools, which: Which): readonly Route[] => [
  get(`/${which}-factor/:link`, async (exchange) => {
    const { link } = exchange.params;
    const opened = await openLink(tools.context, `${which}-factor`, link);
    if (exchange.json) return showLink(tools, exchange, which, opened);
    const path = `/${which}-factor`;
    return takesLinkOut(tools.web, `${which}-factor`, exchange, path, opened.link !== undefined);
  }),
  get(`/${which}-factor`, async (exchange) =>
    showLink(tools, exchange, which, await openHeld(tools, which, exchange)),
  ),
];

const openHeld = (
  { context, web }: Tools,
  which: Which,
  exchange: Exchange,
  named?: string,
): Promise<OpenedLink> =>
  openLink(context, `${which}-factor`, heldLink(web, `${which}-factor`, exchange, named));

const typedIn = ({ code, sure, link }: z.output<typeof linkForm>): Typed => ({
  code,
  sure: sure !== "" || link !== undefined,
});

function showLink(
  { context: { settings } }: Tools,
  exchange: Exchange,
  which: Which,
  opened: OpenedLink,
  error?: ReaderError,
): Answer {
  if (opened.state !== "ready") return dead(exchange, which, opened);
  const { language } = exchange;
  const { link, state } = opened;
  const props = { link, formToken: exchange.formToken(), error };
  const wait = language.duration(settings.factorRemovalWait);
  const content =
    which === "lose" ? beginPage(language, { ...props, wait }) : keepFactorPage(language, props);
  if (error === undefined) return shows(content, { state, email: link.email });
  const title = readerError(language, error);
  return refuses(422, error, content, { title, fields: { [fieldOf(link)]: error } });
}

/** Why nothing was done: too many tries, the code must be typed again, or the link has ended. */
async function notDone(
  tools: Tools,
  exchange: Exchange,
  which: Which,
  { opened, named }: { readonly opened: OpenedLink; readonly named: string | undefined },
  refused: LinkFailure,
): Promise<Answer> {
  if ("retryOn" in refused) return tooMany(exchange.language, tools.context, refused.retryOn);
  const { reason } = refused;
  if (isReaderError(reason)) return showLink(tools, exchange, which, opened, reason);
  // It was ready when it was opened, and has ended since.
  const now = opened.state === reason ? opened : await openHeld(tools, which, exchange, named);
  return dead(exchange, which, { ...now, state: reason });
}

function dead({ language }: Exchange, which: Which, { state, link }: DeadLink): Answer {
  const told = state === "already-confirmed" || state === "address-taken" ? "unknown" : state;
  const time = link?.endedOn == null ? "" : language.time(link.endedOn);
  const content = deadFactorPage(language, { purpose: which, state: told, time });
  return refuses(LINK_STATUS[told], told, content);
}
