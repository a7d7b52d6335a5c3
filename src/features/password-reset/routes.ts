import { z } from "zod";
import { goesTo, iso, refuses, shows, type Answer } from "../../http/answer.ts";
import { invalid, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { heldLink, LINK_STATUS, takesLinkOut } from "../../http/held-link.ts";
import { get, post, type Exchange, type Route } from "../../http/route.ts";
import type { Tools, Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { openLink, type DeadLink, type OpenedLink, type ReadyLink } from "../../identity/links.ts";
import { newDevice } from "../../identity/complete-log-in.ts";
import { addressErrors, fieldErrors } from "../registration/index.ts";
import { deadResetPage, forgotPage, resetPage, sentPage, type ResetPage } from "./pages.ts";
import { addedLately, requestReset, reset, type ResetRefusal } from "./password-reset.ts";

const forgotForm = z.strictObject({ email: text });
const resetForm = z.strictObject({
  link: z.string().optional(),
  password: text,
  removeRecent: text,
});

export function passwordResetRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  return [
    get("/forgot", async (exchange) => {
      const email = exchange.current?.user.email ?? web.keptAddress(exchange);
      return shows(forgotPage(exchange.language, { ...formOf(exchange), email }), {});
    }),
    post("/forgot", forgotForm, async (exchange, { email }) => {
      const sent = await exchange.once(() =>
        requestReset(context, email, exchange.client, exchange.current?.user),
      );
      if (sent.ok) {
        const cookies = web.addressCookies(sent.value);
        const lifetime = exchange.language.duration(context.settings.links.reset);
        const content = sentPage(exchange.language, { email: sent.value, lifetime });
        const answer = shows(content, {}, { cookies });
        return { ...answer, json: { status: 202, body: { state: "accepted" } } };
      }
      if (sent.reason === "too-many") return tooMany(exchange.language, context, sent.retryOn);
      const error = addressErrors(exchange.language)[sent.reason];
      const content = forgotPage(exchange.language, { ...formOf(exchange), email, error });
      return refuses(422, "invalid", content, { title: error, fields: { email: sent.reason } });
    }),
    get("/reset/:link", async (exchange) => {
      const opened = await openLink(context, "reset", exchange.params["link"]);
      if (exchange.json) return showLink(tools, exchange, opened);
      return takesLinkOut(web, "reset", exchange, "/reset", opened.link !== undefined);
    }),
    get("/reset", async (exchange) =>
      showLink(tools, exchange, await openLink(context, "reset", heldLink(web, "reset", exchange))),
    ),
    post("/reset", resetForm, async (exchange, sent) => {
      const token = heldLink(web, "reset", exchange, sent.link);
      const opened = await openLink(context, "reset", token);
      const done = await exchange.once(() =>
        reset(context, opened, inputOf(sent), exchange.client),
      );
      if (!done.ok) return refusal(tools, exchange, { ...opened, token, sent }, done);
      const cookies = [
        web.cookies.link("reset").clear(),
        web.cookies.session.clear(),
        web.noticeCookie("password-reset"),
        // All known devices are unknown now. This browser gets a new mark, so that guesses that continue do not
        // keep its user from logging in with the new password.
        web.deviceCookie(newDevice(context, done.value.emailKey)),
        ...web.addressCookies(done.value.email),
      ];
      return goesTo("/login", { status: 200, body: { state: "reset" } }, { cookies });
    }),
  ];
}

const formOf = ({ formToken }: Exchange) => ({ formToken: formToken(), error: undefined });

type Sent = z.output<typeof resetForm>;

const inputOf = ({ password, removeRecent }: Pick<Sent, "password" | "removeRecent">) => ({
  password,
  removesLately: removeRecent !== "",
});

async function showLink(tools: Tools, exchange: Exchange, opened: OpenedLink): Promise<Answer> {
  if (opened.state !== "ready") return deadLink(tools, exchange, opened);
  const { email } = opened.link;
  const page = await pageFor(tools, exchange, opened);
  const added = page.added.map(({ kind, name, createdOn }) => ({
    kind,
    name,
    addedOn: iso(createdOn),
  }));
  const body = { state: "ready", email };
  return shows(resetPage(exchange.language, page), added.length === 0 ? body : { ...body, added });
}

async function pageFor(
  { context }: Tools,
  exchange: Exchange,
  opened: ReadyLink,
  again: Partial<Pick<ResetPage, "error" | "removesAdded">> = {},
): Promise<ResetPage> {
  return {
    formToken: exchange.formToken(),
    email: opened.link.email,
    minLength: context.settings.passwords.minLength,
    keepsSecondStep: opened.user.confirmedOn !== null && opened.user.factors === 2,
    added: await addedLately(context, opened),
    removesAdded: false,
    error: undefined,
    ...again,
  };
}

function deadLink(
  { context, web }: Tools,
  { language }: Exchange,
  { state, link, user }: DeadLink,
): Answer {
  const told = state === "already-confirmed" ? "unknown" : state;
  const changedOn = user?.passwordChangedOn ?? link?.endedOn;
  const content = deadResetPage(language, {
    state: told,
    lifetime: language.duration(context.settings.links.reset),
    time: changedOn == null ? "" : language.time(changedOn),
  });
  const cookies = web.addressCookies(link?.email);
  return refuses(LINK_STATUS[told], told, content, {}, { cookies });
}

async function refusal(
  tools: Tools,
  exchange: Exchange,
  {
    token,
    sent,
    ...opened
  }: OpenedLink & { readonly token: string | undefined; readonly sent: Sent },
  refused: ResetRefusal,
): Promise<Answer> {
  const { context } = tools;
  const { settings } = context;
  if (refused.reason === "too-many") return tooMany(exchange.language, context, refused.retryOn);
  if (refused.reason !== "invalid" || opened.state !== "ready") {
    // The link was ready when it was opened but has ended since: read it again.
    const isKnown = opened.state === refused.reason;
    const ended = isKnown ? opened : await openLink(context, "reset", token);
    const state = refused.reason === "invalid" ? "unknown" : refused.reason;
    return deadLink(tools, exchange, { ...ended, state });
  }
  const { minLength } = settings.passwords;
  const errors = { password: refused.fields.password };
  const error = fieldErrors(exchange.language, {
    errors,
    minLength,
    appName: settings.appName,
  }).password;
  const again = { error, removesAdded: inputOf(sent).removesLately };
  const content = resetPage(exchange.language, await pageFor(tools, exchange, opened, again));
  return invalid(exchange.language, content, refused.fields);
}
