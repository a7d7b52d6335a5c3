// The routes that open a link and confirm with it.

import { z } from "zod";
import { maskEmail } from "../../domain/email-address.ts";
import { PASSWORD_TRIES } from "../../domain/link.ts";
import type { OldLink } from "../../domain/old-links.ts";
import { refuses, shows, type Answer, type JsonBody } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { heldLink, LINK_STATUS, takesLinkOut } from "../../http/held-link.ts";
import { get, post, type Exchange, type Route } from "../../http/route.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Tools, Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { newDevice } from "../../identity/complete-log-in.ts";
import { openLink, type DeadLink, type OpenedLink, type ReadyLink } from "../../identity/links.ts";
import { fieldOf, isReaderError, readerError, type ReaderError } from "../../ui/reader-field.ts";
import { fieldErrors } from "../registration/index.ts";
import { confirm, removeRegistration, type ConfirmRefusal } from "./confirmation.ts";
import { copy } from "./copy.ts";
import {
  confirmedPage,
  confirmPage,
  deadLinkPage,
  disownedPage,
  notMePage,
  type ConfirmPage,
} from "./pages.ts";
import { showOld, oldLinkRoutes } from "./old-link-routes.ts";
import { oldLinkIn } from "./old-links.ts";
import { waitingRoutes } from "./waiting-routes.ts";

const linkField = z.string().optional();
const confirmForm = z.strictObject({ link: linkField, password: text, newPassword: text });
const notMeForm = z.strictObject({ link: linkField, code: text, sure: text });

export function confirmationRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  return [
    ...waitingRoutes(context, web),
    ...oldLinkRoutes(tools),
    get("/confirm/not-me", async (exchange) =>
      showNotMe(tools, exchange, await openAny(context, heldLink(web, "confirm", exchange))),
    ),
    post("/confirm/not-me", notMeForm, async (exchange, sent) => disown(tools, exchange, sent)),
    get("/confirm/:link", async (exchange) => {
      const old = oldLinkIn(context, exchange.params["link"]);
      const opened = await openHere(context, exchange, exchange.params["link"]);
      if (exchange.json) return showEither(tools, exchange, old, opened);
      const isOurs = old !== undefined || opened.link !== undefined;
      return takesLinkOut(web, "confirm", exchange, "/confirm", isOurs);
    }),
    get("/confirm/:link/not-me", async (exchange) => {
      const opened = await openAny(context, exchange.params["link"]);
      if (exchange.json) return showNotMe(tools, exchange, opened);
      return takesLinkOut(web, "confirm", exchange, "/confirm/not-me", opened.link !== undefined);
    }),
    get("/confirm", async (exchange) => {
      const held = heldLink(web, "confirm", exchange);
      const opened = await openHere(context, exchange, held);
      return showEither(tools, exchange, oldLinkIn(context, held), opened);
    }),
    post("/confirm", confirmForm, async (exchange, sent) => useLink(tools, exchange, sent)),
  ];
}

const showEither = (
  tools: Tools,
  exchange: Exchange,
  old: OldLink | undefined,
  opened: OpenedLink,
): Answer =>
  old === undefined ? showLink(tools, exchange, opened) : showOld(tools, exchange, old);

/** A link as this browser opens it: a mailbox's link is for the registration that waits here. */
const openHere = async (
  context: Context,
  { current }: Exchange,
  token: string | undefined,
): Promise<OpenedLink> => openLink(context, "confirm", token, current?.user.id);

/** A link as anybody who reads its mail opens it. */
const openAny = (context: Context, token: string | undefined): Promise<OpenedLink> =>
  openLink(context, "confirm", token);

/** A refusal, with how many passwords were tried beside the link by then. */
function withTries({ link }: OpenedLink, done: Awaited<ReturnType<typeof confirm>>) {
  if (done.ok) return done;
  const before = link?.passwordTries ?? 0;
  return { ...done, spent: done.reason === "wrong-password" ? before + 1 : before };
}

async function useLink(
  tools: Tools,
  exchange: Exchange,
  sent: z.output<typeof confirmForm>,
): Promise<Answer> {
  const { context, web } = tools;
  const token = heldLink(web, "confirm", exchange, sent.link);
  const { password, newPassword } = sent;
  const proof = { current: exchange.current, password, newPassword };
  const opened = await openHere(context, exchange, token);
  const confirmed = await exchange.once(async () =>
    withTries(opened, await confirm(context, opened, proof, exchange.client)),
  );
  if (!confirmed.ok) {
    // The session that was the proof has ended in the meantime, mostly because its registration and the link
    // were removed.
    const hasEnded =
      confirmed.reason === "proof-needed" && exchange.current?.user.id === opened.user?.id;
    const now = hasEnded ? await openHere(context, exchange, token) : opened;
    if (now.state !== "ready") return deadLink(tools, exchange, now);
    return refusal(tools, exchange, { ...now, token }, confirmed);
  }
  const { user, minted, proof: how } = confirmed.value;
  const other = minted === undefined ? exchange.current?.user.email : undefined;
  const next = web.goesOn(exchange, user);
  return shows(
    () =>
      confirmedPage(exchange.language, {
        appName: context.settings.appName,
        email: user.email,
        how,
        next,
        other,
        formToken: exchange.formToken(),
      }),
    { state: "confirmed", user: publicUser(user) },
    {
      cookies: [
        web.cookies.link("confirm").clear(),
        web.cookies.next.clear(),
        ...(minted === undefined
          ? web.addressCookies(user.email)
          : web.logInCookies({ minted, device: newDevice(context, user.emailKey) })),
      ],
      ...(minted === undefined ? {} : { greets: user }),
    },
  );
}

function showLink(tools: Tools, exchange: Exchange, opened: OpenedLink): Answer {
  if (opened.state !== "ready") return deadLink(tools, exchange, opened);
  const props = readyPage(tools, exchange, opened);
  const proof = props.sameBrowser ? "none" : "password";
  return shows(confirmPage(exchange.language, props), {
    state: "ready",
    email: props.email,
    proof,
  });
}

function readyPage({ context }: Tools, exchange: Exchange, { link, user }: ReadyLink): ConfirmPage {
  return {
    email: link.email,
    formToken: exchange.formToken(),
    sameBrowser: exchange.current?.user.id === user.id,
    registered: {
      time: exchange.language.time(user.registeredOn),
      browser: exchange.language.browser(user.registeredWith),
    },
    errors: {},
    codeWorks: link.codeExpiresOn !== null && context.clock.now() < link.codeExpiresOn,
    mayTryPassword: link.passwordTries < PASSWORD_TRIES,
  };
}

/** Why a link cannot be used, for people and programs. "Already confirmed" is a success. */
function deadLink(
  { context, web }: Tools,
  exchange: Exchange,
  dead: DeadLink,
  isNotMe = false,
): Answer {
  const { state, link, user } = dead;
  const time = (instant: number | null | undefined): string =>
    instant == null ? "" : exchange.language.time(instant);
  const email = link?.email ?? "";
  const { current } = exchange;
  const content = deadLinkPage(exchange.language, {
    state: state === "used" ? "unknown" : state,
    email,
    time: time(state === "expired" ? link?.mintedOn : (user?.confirmedOn ?? link?.endedOn)),
    visitor:
      current === undefined ? "nobody" : current.user.confirmedOn === null ? "waits" : "confirmed",
    mayRegister: context.settings.registration.open,
    lifetime: exchange.language.duration(context.settings.links.confirm),
    masked: maskEmail(email),
    formToken: exchange.formToken(),
    appName: context.settings.appName,
    isNotMe,
  });
  const cookies = web.addressCookies(link?.email);
  if (state === "already-confirmed") return shows(content, { state, email }, { cookies });
  return refuses(LINK_STATUS[state], state, content, {}, { cookies });
}

async function refusal(
  tools: Tools,
  exchange: Exchange,
  { token, ...opened }: ReadyLink & { readonly token: string | undefined },
  refused: ConfirmRefusal & { readonly spent: number },
): Promise<Answer> {
  const { context } = tools;
  if (refused.reason === "too-many") {
    return tooMany(exchange.language, context, refused.retryOn);
  }
  const passwordTries = refused.reason === "no-tries-left" ? PASSWORD_TRIES : refused.spent;
  const ready = readyPage(tools, exchange, { ...opened, link: { ...opened.link, passwordTries } });
  const again = (
    errors: ConfirmPage["errors"],
    status: number,
    title: string,
    fields?: JsonBody,
  ): Answer =>
    refuses(status, refused.reason, confirmPage(exchange.language, { ...ready, errors }), {
      title,
      ...(fields === undefined ? {} : { fields: fields as Record<string, string> }),
    });
  const { confirm: words } = exchange.language.words(copy);
  switch (refused.reason) {
    case "proof-needed":
      return again({ password: words.proofNeeded }, 401, words.proofNeeded);
    case "wrong-password":
      return again({ password: words.wrongPassword }, 422, words.wrongPassword);
    case "no-tries-left":
      return again({ newPassword: words.noTriesLeft }, 422, words.noTriesLeft);
    case "invalid": {
      const { minLength } = context.settings.passwords;
      const { password } = fieldErrors(exchange.language, {
        errors: { password: refused.fields.newPassword },
        minLength,
        appName: context.settings.appName,
      });
      return again({ newPassword: password }, 422, password ?? "", refused.fields);
    }
    default: {
      // The link was ready when it was opened but no longer is: read it again to see what ended it.
      const ended = await openHere(context, exchange, token);
      return deadLink(tools, exchange, { ...ended, state: refused.reason });
    }
  }
}

async function showNotMe(
  tools: Tools,
  exchange: Exchange,
  opened: OpenedLink,
  error?: ReaderError,
): Promise<Answer> {
  const { context } = tools;
  if (opened.state !== "ready" && opened.state !== "expired")
    return deadLink(tools, exchange, opened, true);
  const { link, user } = opened;
  if (link === undefined || user === undefined)
    return deadLink(tools, exchange, { state: "removed", link, user }, true);
  const content = notMePage(exchange.language, {
    email: link.email,
    appName: context.settings.appName,
    time: exchange.language.time(user.registeredOn),
    formToken: exchange.formToken(),
    link,
    error,
  });
  if (error !== undefined)
    return refuses(422, error, content, {
      title: readerError(exchange.language, error),
      fields: { [fieldOf(link)]: error },
    });
  return shows(content, { state: opened.state, email: link.email });
}

async function disown(
  tools: Tools,
  exchange: Exchange,
  sent: z.output<typeof notMeForm>,
): Promise<Answer> {
  const { context, web } = tools;
  const token = heldLink(web, "confirm", exchange, sent.link);
  const opened = await openAny(context, token);
  const { user } = opened;
  const typed = { code: sent.code, sure: sent.sure !== "" || sent.link !== undefined };
  const removed = await exchange.once(() =>
    removeRegistration(context, opened, typed, exchange.client),
  );
  if (!removed.ok) {
    if (removed.reason === "too-many") return tooMany(exchange.language, context, removed.retryOn);
    if (isReaderError(removed.reason)) return showNotMe(tools, exchange, opened, removed.reason);
    const ended = opened.state === removed.reason ? opened : await openAny(context, token);
    return deadLink(tools, exchange, { ...ended, state: removed.reason }, true);
  }
  const cookies = [web.cookies.link("confirm").clear()];
  const own = user !== undefined && exchange.current?.user.id === user.id;
  return shows(
    disownedPage(exchange.language),
    { state: "removed" },
    // The session in this browser was removed with the registration.
    own ? { cookies: [...cookies, web.cookies.session.clear()], greets: null } : { cookies },
  );
}
