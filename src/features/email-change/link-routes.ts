// The links of a change: to use the new address, to stop the change, to undo it.

import { z } from "zod";
import { goesTo, refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { form, page, type Exchange, type Route } from "../../http/route.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import {
  changeEmail,
  openChangeLink,
  stopEmailChange,
  undoEmailChange,
  type ChangePurpose,
  type ChangeRefusal,
  type OpenedChangeLink,
} from "./email-change.ts";
import {
  changedPage,
  changePage,
  deadChangePage,
  stoppedPage,
  surePage,
  undonePage,
} from "./pages.ts";

const changeForm = z.strictObject({ link: z.string().optional(), password: text });
const sureForm = z.strictObject({ link: z.string().optional(), sure: text });

const STATUS = {
  expired: 410,
  used: 410,
  replaced: 410,
  removed: 410,
  "address-taken": 409,
  unknown: 404,
} as const;

const PATHS = {
  "change-email": "/change-email",
  "stop-change": "/change-email/stop",
  "undo-change": "/change-email/undo",
} as const;

type Tools = { readonly context: Context; readonly web: Web };

export function changeLinkRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  const take = (purpose: ChangePurpose): Route =>
    page(`${PATHS[purpose]}/:link`, async (exchange) => takeLink(tools, exchange, purpose));
  const show = (purpose: ChangePurpose): Route =>
    page(PATHS[purpose], async (exchange) => {
      const token = exchange.cookie(web.cookies.link(purpose).name);
      return showLink(tools, exchange, purpose, await openChangeLink(context, purpose, token));
    });
  return [
    show("stop-change"),
    show("undo-change"),
    take("stop-change"),
    take("undo-change"),
    show("change-email"),
    take("change-email"),
    form(PATHS["change-email"], changeForm, async (exchange, sent) => {
      const token = sent.link ?? exchange.cookie(web.cookies.link("change-email").name);
      const proof = { visit: exchange.visit, password: sent.password };
      const before = (await openChangeLink(context, "change-email", token)).user?.email ?? "";
      const changed = await changeEmail(context, token, proof, exchange.client);
      if (!changed.ok) return refusal(tools, exchange, token, changed);
      const { user, minted } = changed.value;
      const cookies = [web.cookies.link("change-email").clear()];
      return shows(
        changedPage(user.email, before),
        { state: "changed", user: publicUser(user) },
        minted === undefined
          ? { cookies }
          : { cookies: [...cookies, web.keepsSession(minted)], greets: user },
      );
    }),
    form(PATHS["stop-change"], sureForm, async (exchange, sent) => {
      const opened = await sureLink(tools, exchange, "stop-change", sent);
      if ("status" in opened) return opened;
      const stopped = await stopEmailChange(context, opened.token);
      if (!stopped.ok) return deadLink(stopped.reason);
      return shows(stoppedPage(), { state: "stopped" });
    }),
    form(PATHS["undo-change"], sureForm, async (exchange, sent) => {
      const opened = await sureLink(tools, exchange, "undo-change", sent);
      if ("status" in opened) return opened;
      const undone = await undoEmailChange(context, opened.token);
      if (!undone.ok) return deadLink(undone.reason);
      const { email } = undone.value;
      const cookies = [web.cookies.link("undo-change").clear(), web.cookies.session.clear()];
      return shows(undonePage(email), { state: "undone", email }, { cookies, greets: null });
    }),
  ];
}

/** The link leaves the URL at once, for a cookie that only lets the form be shown. */
async function takeLink(tools: Tools, exchange: Exchange, purpose: ChangePurpose): Promise<Answer> {
  const { context, web } = tools;
  const token = exchange.params["link"];
  const opened = await openChangeLink(context, purpose, token);
  if (exchange.json) return showLink(tools, exchange, purpose, opened);
  const known = opened.link !== undefined && token !== undefined;
  const cookie = known ? web.holdsLink(purpose, token) : web.cookies.link(purpose).clear();
  return goesTo(PATHS[purpose], { status: 303 }, { cookies: [cookie] });
}

async function showLink(
  tools: Tools,
  exchange: Exchange,
  purpose: ChangePurpose,
  opened: OpenedChangeLink,
): Promise<Answer> {
  const { link, user, state } = opened;
  if (state !== "ready") return deadLink(state);
  if (link === undefined || user === undefined) return deadLink("removed");
  const body = { state, email: link.email };
  const formToken = exchange.formToken();
  if (purpose === "change-email") {
    const passwordNeeded = exchange.visit?.user.id !== user.id;
    const content = changePage({
      email: link.email,
      old: user.email,
      formToken,
      passwordNeeded,
      error: undefined,
    });
    return shows(content, { ...body, proof: passwordNeeded ? "password" : "none" });
  }
  const { store, clock } = tools.context;
  const pending = await store.findPendingChange({ userId: user.id, now: clock.now() });
  const which = purpose === "stop-change" ? "stop" : "undo";
  return shows(
    surePage({ which, email: link.email, to: pending ?? "", formToken, unsure: false }),
    body,
  );
}

/** People tick a box first; a program that names the link means it. */
async function sureLink(
  { context, web }: Tools,
  exchange: Exchange,
  purpose: "stop-change" | "undo-change",
  sent: z.output<typeof sureForm>,
): Promise<Answer | { readonly token: string | undefined }> {
  const token = sent.link ?? exchange.cookie(web.cookies.link(purpose).name);
  if (sent.link !== undefined || sent.sure !== "") return { token };
  const { state, link } = await openChangeLink(context, purpose, token);
  if (state !== "ready" || link === undefined) return deadLink(state);
  const which = purpose === "stop-change" ? "stop" : "undo";
  const content = surePage({
    which,
    email: link.email,
    to: "",
    formToken: exchange.formToken(),
    unsure: true,
  });
  return refuses(422, "not-sure", content, {
    title: copy[which].notSure,
    fields: { sure: "not-sure" },
  });
}

function deadLink(state: OpenedChangeLink["state"]): Answer {
  const told = state === "ready" || state === "already-confirmed" ? "unknown" : state;
  const content = deadChangePage(told);
  return refuses(STATUS[told], told, content, { title: content.title });
}

async function refusal(
  { context, web }: Tools,
  exchange: Exchange,
  token: string | undefined,
  refused: ChangeRefusal,
): Promise<Answer> {
  if (refused.reason === "too-many") {
    const until = web.time(refused.retryOn).text;
    return tooMany({ retryOn: refused.retryOn, now: context.clock.now(), until });
  }
  if (refused.reason !== "proof-needed" && refused.reason !== "wrong-password") {
    return deadLink(refused.reason);
  }
  const { link, user } = await openChangeLink(context, "change-email", token);
  const needed = refused.reason === "proof-needed";
  const error = needed ? copy.change.proofNeeded : copy.change.wrongPassword;
  const content = changePage({
    email: link?.email ?? "",
    old: user?.email ?? "",
    formToken: exchange.formToken(),
    passwordNeeded: true,
    error,
  });
  return refuses(needed ? 401 : 422, refused.reason, content, { title: error });
}
