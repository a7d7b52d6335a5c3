// The links of a change: to use the new address, to stop the change, to undo it.

import { z } from "zod";
import type { Link } from "../../domain/link.ts";
import type { User } from "../../domain/user.ts";
import { refuses, shows, type Answer, type PageContent } from "../../http/answer.ts";
import { passwordPaused, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { heldLink, LINK_STATUS, takesLinkOut } from "../../http/held-link.ts";
import { form, page, type Exchange, type Route } from "../../http/route.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { openLink, type DeadLink, type OpenedLink } from "../links/index.ts";
import { staysLoggedIn } from "../sessions/index.ts";
import { copy } from "./copy.ts";
import {
  changeEmail,
  stopEmailChange,
  undoEmailChange,
  type ChangePurpose,
  type ChangeRefusal,
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

const PATHS = {
  "change-email": "/change-email",
  "stop-change": "/change-email/stop",
  "undo-change": "/change-email/undo",
} as const;

type Tools = { readonly context: Context; readonly web: Web };

export function changeLinkRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  const take = (purpose: ChangePurpose): Route =>
    page(`${PATHS[purpose]}/:link`, async (exchange) => {
      const opened = await openLink(context, purpose, exchange.params["link"]);
      if (exchange.json) return showLink(tools, exchange, purpose, opened);
      return takesLinkOut(web, purpose, exchange, PATHS[purpose], opened.link !== undefined);
    });
  const show = (purpose: ChangePurpose): Route =>
    page(PATHS[purpose], async (exchange) => {
      const opened = await openLink(context, purpose, heldLink(web, purpose, exchange));
      return showLink(tools, exchange, purpose, opened);
    });
  return [
    show("stop-change"),
    show("undo-change"),
    take("stop-change"),
    take("undo-change"),
    show("change-email"),
    take("change-email"),
    form(PATHS["change-email"], changeForm, async (exchange, sent) =>
      useAddress(tools, exchange, sent),
    ),
    form(PATHS["stop-change"], sureForm, async (exchange, sent) => {
      const opened = await sureLink(tools, exchange, "stop-change", sent);
      if ("status" in opened) return opened;
      const stopped = await stopEmailChange(context, opened.token);
      if (!stopped.ok) return deadLink(stopped.reason);
      const cookies = [web.cookies.link("stop-change").clear()];
      return shows(stoppedPage(), { state: "stopped" }, { cookies });
    }),
    form(PATHS["undo-change"], sureForm, async (exchange, sent) => {
      const opened = await sureLink(tools, exchange, "undo-change", sent);
      if ("status" in opened) return opened;
      const undone = await undoEmailChange(context, opened.token);
      if (!undone.ok) return deadLink(undone.reason);
      const { id, email, emailKey } = undone.value;
      const cookies = [web.cookies.link("undo-change").clear()];
      // Somebody who is logged in here as another user stays so.
      const isOther = staysLoggedIn(exchange.visit, { userId: id, emailKey });
      return shows(
        undonePage(email),
        { state: "undone", email },
        isOther
          ? { cookies }
          : { cookies: [...cookies, web.cookies.session.clear()], greets: null },
      );
    }),
  ];
}

async function useAddress(
  tools: Tools,
  exchange: Exchange,
  sent: z.output<typeof changeForm>,
): Promise<Answer> {
  const { context, web } = tools;
  const token = heldLink(web, "change-email", exchange, sent.link);
  const proof = { visit: exchange.visit, password: sent.password };
  const before = (await openLink(context, "change-email", token)).user?.email ?? "";
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
}

async function showLink(
  tools: Tools,
  exchange: Exchange,
  purpose: ChangePurpose,
  opened: OpenedLink,
): Promise<Answer> {
  const { link, user, state } = opened;
  if (state !== "ready") return deadLink(state);
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
  return shows(await surely(tools, exchange, purpose, { link, user }), body);
}

/** The page that asks for the tick; `unsure` when it was sent without one. */
async function surely(
  { context: { store, clock } }: Tools,
  exchange: Exchange,
  purpose: "stop-change" | "undo-change",
  { link, user }: { readonly link: Link; readonly user: User },
  unsure = false,
): Promise<PageContent> {
  const pending = await store.findPendingChange({ userId: user.id, now: clock.now() });
  const which = purpose === "stop-change" ? "stop" : "undo";
  const formToken = exchange.formToken();
  return surePage({ which, email: link.email, to: pending ?? "", formToken, unsure });
}

/** People tick a box first; a program that names the link means it. */
async function sureLink(
  tools: Tools,
  exchange: Exchange,
  purpose: "stop-change" | "undo-change",
  sent: z.output<typeof sureForm>,
): Promise<Answer | { readonly token: string | undefined }> {
  const token = heldLink(tools.web, purpose, exchange, sent.link);
  if (sent.link !== undefined || sent.sure !== "") return { token };
  const { state, link, user } = await openLink(tools.context, purpose, token);
  if (state !== "ready") return deadLink(state);
  const title = copy[purpose === "stop-change" ? "stop" : "undo"].notSure;
  const content = await surely(tools, exchange, purpose, { link, user }, true);
  return refuses(422, "not-sure", content, { title, fields: { sure: "not-sure" } });
}

function deadLink(state: DeadLink["state"]): Answer {
  const told = state === "already-confirmed" ? "unknown" : state;
  const content = deadChangePage(told);
  return refuses(LINK_STATUS[told], told, content, { title: content.title });
}

async function refusal(
  { context, web }: Tools,
  exchange: Exchange,
  token: string | undefined,
  refused: ChangeRefusal,
): Promise<Answer> {
  if (refused.reason === "too-many") {
    return tooMany(context, web, refused.retryOn);
  }
  if (refused.reason === "password-paused") return passwordPaused();
  if (
    refused.reason !== "proof-needed" &&
    refused.reason !== "wrong-password" &&
    refused.reason !== "password-missing"
  ) {
    return deadLink(refused.reason);
  }
  const { link, user } = await openLink(context, "change-email", token);
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
