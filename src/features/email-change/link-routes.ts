// The links of a change: to use the new address, to stop the change, to undo it.

import { z } from "zod";
import { maskEmail } from "../../domain/email-address.ts";
import { userSignal } from "../../domain/passkey-signals.ts";
import type { LinkRefusal } from "../../domain/link.ts";
import { goesTo, refuses, shows, type Answer, type PageContent } from "../../http/answer.ts";
import { secondStep } from "../../http/door.ts";
import { passwordPaused, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { heldLink, LINK_STATUS, takesLinkOut } from "../../http/held-link.ts";
import { recovered } from "../../http/recovered.ts";
import { get, post, type Exchange, type Route } from "../../http/route.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Tools, Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import type { DeadLink, OpenedLink, ReadyLink } from "../../identity/links.ts";
import type { ReaderRefusal, Typed } from "../../identity/reader.ts";
import { fieldOf, isReaderError, readerError, type ReaderError } from "../../ui/reader-field.ts";
import { newDevice } from "../../identity/complete-log-in.ts";
import { copy } from "./copy.ts";
import {
  changeEmail,
  DOORS,
  openChange,
  stopEmailChange,
  undoEmailChange,
  asksForFactor,
  type ChangePurpose,
  type FactorRefusal,
  type ChangeRefusal,
  type ToLogIn,
} from "./email-change.ts";
import {
  changedPage,
  changePage,
  deadChangePage,
  lockedPage,
  stoppedPage,
  stopPage,
  undonePage,
  undoPage,
} from "./pages.ts";

const changeForm = z.strictObject({ link: z.string().optional(), password: text });
const undoForm = z.strictObject({ link: z.string().optional(), code: text, sure: text });
const undoingForm = undoForm.extend({ factor: text });
const stopForm = undoForm.extend({ door: text });

const PATHS = {
  "change-email": "/change-email",
  "stop-change": "/change-email/stop",
  "undo-change": "/change-email/undo",
} as const;

export function changeLinkRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  const take = (purpose: ChangePurpose): Route =>
    get(`${PATHS[purpose]}/:link`, async (exchange) => {
      const opened = await openChange(context, purpose, exchange.params["link"]);
      if (exchange.json) return showLink(tools, exchange, purpose, opened);
      return takesLinkOut(web, purpose, exchange, PATHS[purpose], opened.link !== undefined);
    });
  const show = (purpose: ChangePurpose): Route =>
    get(PATHS[purpose], async (exchange) => {
      const opened = await openChange(context, purpose, heldLink(web, purpose, exchange));
      return showLink(tools, exchange, purpose, opened);
    });
  return [
    show("stop-change"),
    show("undo-change"),
    take("stop-change"),
    take("undo-change"),
    show("change-email"),
    take("change-email"),
    post(PATHS["change-email"], changeForm, async (exchange, sent) =>
      useAddress(tools, exchange, sent),
    ),
    post(PATHS["stop-change"], stopForm, async (exchange, sent) => stop(tools, exchange, sent)),
    post(PATHS["undo-change"], undoingForm, async (exchange, sent) => undo(tools, exchange, sent)),
  ];
}

async function useAddress(
  tools: Tools,
  exchange: Exchange,
  sent: z.output<typeof changeForm>,
): Promise<Answer> {
  const { context, web } = tools;
  const token = heldLink(web, "change-email", exchange, sent.link);
  const proof = { current: exchange.current, password: sent.password };
  const opened = await openChange(context, "change-email", token);
  const changed = await exchange.once(() => changeEmail(context, opened, proof, exchange.client));
  if (!changed.ok) return refusal(tools, exchange, opened, changed);
  if ("loggedIn" in changed.value) return onceLoggedIn(tools, exchange, changed.value);
  const { user, isBack, minted } = changed.value;
  const cookies = [web.cookies.link("change-email").clear()];
  if (minted !== undefined) {
    const device = newDevice(context, user.emailKey);
    cookies.push(...web.logInCookies({ minted, device }));
  }
  const { passkeys } = context.settings;
  const isTold = minted !== undefined && passkeys.on;
  const signals = isTold ? { signalCurrentUserDetails: userSignal(passkeys, user) } : undefined;
  const old = opened.user?.email ?? "";
  return shows(
    changedPage(exchange.language, { email: user.email, old, isBack, signals }),
    { state: "changed", user: publicUser(user) },
    { cookies, ...(minted === undefined ? {} : { greets: user }) },
  );
}

/** Back to the form, where the link is held, without the password: after the second step, or at once in a remembered browser. */
function onceLoggedIn({ web }: Tools, { language }: Exchange, { loggedIn }: ToLogIn): Answer {
  const here = PATHS["change-email"];
  const cookies = loggedIn === undefined ? [] : web.logInCookies(loggedIn);
  return loggedIn?.state === "complete"
    ? goesTo(here, { status: 200, body: { state: "ready", proof: "none" } }, { cookies })
    : { ...secondStep(language, here), cookies };
}

async function showLink(
  tools: Tools,
  exchange: Exchange,
  purpose: ChangePurpose,
  opened: OpenedLink,
): Promise<Answer> {
  const { link, user, state } = opened;
  if (state !== "ready") return deadLink(exchange, state);
  const body = { state, email: link.email };
  const formToken = exchange.formToken();
  if (purpose === "change-email") {
    const passwordNeeded = exchange.current?.user.id !== user.id;
    const content = changePage(exchange.language, {
      email: link.email,
      old: user.email,
      formToken,
      passwordNeeded,
      error: undefined,
    });
    return shows(content, { ...body, proof: passwordNeeded ? "password" : "none" });
  }
  const content = await askingPage(tools, exchange, purpose, opened);
  if (purpose === "stop-change") return shows(content, body);
  const proof = (await asksForFactor(tools.context, opened)) ? "factor" : "none";
  return shows(content, { ...body, proof });
}

type Asking = ReadyLink & {
  readonly error?: ReaderError | undefined;
  readonly factorError?: FactorRefusal | undefined;
  readonly doorMissing?: boolean;
};

/** The page that asks for the code of the mail. */
async function askingPage(
  { context }: Tools,
  exchange: Exchange,
  purpose: "stop-change" | "undo-change",
  asking: Asking,
): Promise<PageContent> {
  const { link, user, error, factorError, doorMissing = false } = asking;
  const formToken = exchange.formToken();
  if (purpose === "undo-change") {
    const asksFactor = await asksForFactor(context, asking);
    return undoPage(exchange.language, { link, formToken, error, asksFactor, factorError });
  }
  const { store, clock } = context;
  const pending = await store.findPendingChange({ userId: user.id, now: clock.now() });
  const to = pending === undefined ? undefined : maskEmail(pending);
  return stopPage(exchange.language, { link, to, formToken, error, doorMissing });
}

const typedIn = (sent: z.output<typeof undoForm>): Typed => ({
  code: sent.code,
  sure: sent.sure !== "" || sent.link !== undefined,
});

async function stop(
  tools: Tools,
  exchange: Exchange,
  sent: z.output<typeof stopForm>,
): Promise<Answer> {
  const { context, web } = tools;
  const token = heldLink(web, "stop-change", exchange, sent.link);
  const door = DOORS.find((each) => each === sent.door);
  const opened = await openChange(context, "stop-change", token);
  if (door === undefined) return withoutDoor(tools, exchange, opened);
  const stopped = await exchange.once(() =>
    stopEmailChange(context, opened, { door, typed: typedIn(sent) }, exchange.client),
  );
  if (!stopped.ok) return notDone(tools, exchange, "stop-change", opened, stopped);
  const { email } = stopped.value;
  const cookies = [web.cookies.link("stop-change").clear()];
  if (door === "changed-my-mind")
    return shows(stoppedPage(exchange.language), { state: "stopped" }, { cookies });
  const extra = recovered(tools, exchange, stopped.value, cookies);
  return shows(lockedPage(exchange.language, { email }), { state: "locked" }, extra);
}

async function withoutDoor(tools: Tools, exchange: Exchange, opened: OpenedLink): Promise<Answer> {
  if (opened.state !== "ready") return deadLink(exchange, opened.state);
  const content = await askingPage(tools, exchange, "stop-change", {
    ...opened,
    doorMissing: true,
  });
  const title = exchange.language.words(copy).stop.doorMissing;
  return refuses(422, "invalid", content, { title, fields: { door: "door-missing" } });
}

async function undo(
  tools: Tools,
  exchange: Exchange,
  sent: z.output<typeof undoingForm>,
): Promise<Answer> {
  const { context, web } = tools;
  const token = heldLink(web, "undo-change", exchange, sent.link);
  const opened = await openChange(context, "undo-change", token);
  const undone = await exchange.once(() =>
    undoEmailChange(context, opened, { ...typedIn(sent), factor: sent.factor }, exchange.client),
  );
  if (!undone.ok) return notDone(tools, exchange, "undo-change", opened, undone);
  const { email } = undone.value;
  const cookies = [web.cookies.link("undo-change").clear(), ...web.addressCookies(email)];
  const extra = recovered(tools, exchange, undone.value, cookies);
  return shows(undonePage(exchange.language, { email }), { state: "undone", email }, extra);
}

/** Why a change was not stopped or undone: the link has ended, or the code must be typed again. */
async function notDone(
  tools: Tools,
  exchange: Exchange,
  purpose: "stop-change" | "undo-change",
  opened: OpenedLink,
  refused: { readonly reason: LinkRefusal | FactorRefusal } | ReaderRefusal,
): Promise<Answer> {
  if ("retryOn" in refused) return tooMany(exchange.language, tools.context, refused.retryOn);
  const { reason } = refused;
  if (isFactorRefusal(reason)) return wrongFactor(tools, exchange, opened, reason);
  if (!isReaderError(reason)) return deadLink(exchange, reason);
  if (opened.state !== "ready") return deadLink(exchange, opened.state);
  const content = await askingPage(tools, exchange, purpose, { ...opened, error: reason });
  const title = readerError(exchange.language, reason);
  return refuses(422, reason, content, { title, fields: { [fieldOf(opened.link)]: reason } });
}

const isFactorRefusal = (reason: string): reason is FactorRefusal =>
  reason === "factor-missing" || reason === "wrong-factor" || reason === "factor-used";

/** The code of the mail was right, and that of the second factor was not. */
async function wrongFactor(
  tools: Tools,
  exchange: Exchange,
  opened: OpenedLink,
  reason: FactorRefusal,
): Promise<Answer> {
  if (opened.state !== "ready") return deadLink(exchange, opened.state);
  const asking = { ...opened, factorError: reason };
  const content = await askingPage(tools, exchange, "undo-change", asking);
  const title = exchange.language.words(copy).undo.factor.errors[reason];
  return refuses(422, reason, content, { title, fields: { factor: reason } });
}

function deadLink({ language }: Exchange, state: DeadLink["state"]): Answer {
  const told = state === "already-confirmed" ? "unknown" : state;
  return refuses(LINK_STATUS[told], told, deadChangePage(language, { state: told }));
}

function refusal(
  { context }: Tools,
  exchange: Exchange,
  { link, user }: OpenedLink,
  refused: ChangeRefusal,
): Answer {
  if (refused.reason === "too-many") {
    return tooMany(exchange.language, context, refused.retryOn);
  }
  if (refused.reason === "password-paused") return passwordPaused(exchange.language);
  if (
    refused.reason !== "proof-needed" &&
    refused.reason !== "wrong-password" &&
    refused.reason !== "password-missing"
  ) {
    return deadLink(exchange, refused.reason);
  }
  const needed = refused.reason === "proof-needed";
  const { proofNeeded, wrongPassword } = exchange.language.words(copy).change;
  const error = needed ? proofNeeded : wrongPassword;
  const content = changePage(exchange.language, {
    email: link?.email ?? "",
    old: user?.email ?? "",
    formToken: exchange.formToken(),
    passwordNeeded: true,
    error,
  });
  return refuses(needed ? 401 : 422, refused.reason, content, { title: error });
}
