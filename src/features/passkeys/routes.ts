import { z } from "zod";
import type { WordsOf } from "../../domain/catalogue.ts";
import { localPath } from "../../domain/next-path.ts";
import { PASSKEY_ACTS, type PasskeyAct } from "../../domain/passkey-challenge.ts";
import { goesTo, problem, refuses, type Answer } from "../../http/answer.ts";
import { atDoor } from "../../http/door.ts";
import { notFound, tooMany } from "../../http/errors.ts";
import { noFields, text } from "../../http/form.ts";
import { loggedInAnswer } from "../../http/logged-in.ts";
import {
  get,
  guardedPost,
  post,
  SECOND_STEP,
  type Door,
  type Exchange,
  type Route,
} from "../../http/route.ts";
import type { Tools, Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { closedAnswer } from "../login/index.ts";
import { copy } from "./copy.ts";
import {
  addPasskey,
  askForPasskey,
  removePasskey,
  renamePasskey,
  type AddRefusal,
} from "./passkeys.ts";
import { unknownPage } from "./pages.ts";
import { unknownPasskey, usePasskey, type PasskeyRefusal } from "./use.ts";

const PATH = "/profile/passkeys";

/** What the browser answered, as JSON, and the state that came with the question. */
const ANSWER = { credential: text, state: text, next: z.string().optional() };
/** `shared`: whether this is a shared computer, as on the form with the password. */
const loginForm = z.strictObject({ ...ANSWER, shared: z.string().optional() });
const addForm = z.strictObject({ ...ANSWER, name: text });
const renameForm = z.strictObject({ name: text });

/** Using and adding passkeys where the site has them. They can always be named and removed. */
export function passkeyRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  return [
    ...(context.settings.passkeys.on ? [...usingRoutes(tools), addingRoute(tools)] : []),
    guardedPost(
      "recently-authenticated",
      `${PATH}/:id/rename`,
      renameForm,
      async (exchange, { name }) => {
        const { params, current, language } = exchange;
        const renamed = await exchange.once(() =>
          renamePasskey(context, current.user.id, params["id"] ?? "", name),
        );
        if (renamed.ok) return changed(web, "passkey-renamed");
        if (renamed.reason === "not-found") return notFound(language, context.settings.appName);
        return nameMissing(tools, exchange, `${PATH}/${params["id"]}`);
      },
    ),
    guardedPost("recently-authenticated", `${PATH}/:id/remove`, noFields, async (exchange) => {
      const { params, current, client, language } = exchange;
      const removed = await exchange.once(() =>
        removePasskey(context, current, params["id"] ?? "", client),
      );
      if (removed.ok) return changed(web, "passkey-removed");
      if (removed.reason === "not-found") return notFound(language, context.settings.appName);
      return refusedAt(tools, exchange, `${PATH}/${params["id"]}`, removed.reason);
    }),
  ];
}

const changed = (web: Web, notice: string): Answer =>
  goesTo(PATH, { status: 204 }, { cookies: [web.noticeCookie(notice)] });

/** Who may ask for what. */
const DOORS: Readonly<Record<PasskeyAct, Door>> = {
  login: "anyone",
  "second-step": "second-step",
  again: "authenticated",
  add: "recent-set-up",
  "add-quietly": "recent-set-up",
  "add-security-key": "recent-set-up",
};

function usingRoutes(tools: Tools): readonly Route[] {
  const { context, web } = tools;
  return [
    get("/passkeys/options", async (exchange) => {
      const act = PASSKEY_ACTS.find((each) => each === exchange.query["for"]);
      if (act === undefined) return notFound(exchange.language, context.settings.appName);
      const barred = await atDoor(context, web, { door: DOORS[act] }, exchange);
      if (barred !== undefined) return barred;
      const { formBinding, current, pending } = exchange;
      const asked = await askForPasskey(context, act, formBinding, pending ?? current);
      const file = { type: "application/json", text: JSON.stringify(asked), forAll: true } as const;
      const isBound =
        (current ?? pending) !== undefined || exchange.cookie(web.cookies.form.name) !== undefined;
      const cookies = isBound ? [] : [web.cookies.form.set(formBinding)];
      return { status: 200, file, json: { status: 200 }, cookies };
    }),
    post("/login/passkey", loginForm, async (exchange, sent) => {
      const { credential, state, next, shared = "" } = sent;
      const client = { ...exchange.client, shared: shared !== "" };
      const binding = boundTo(tools, exchange, state);
      const used = await exchange.once(() =>
        usePasskey(context, { credential, state, binding, client }, exchange),
      );
      if (!used.ok) return useRefused(tools, exchange, used, sent);
      const wanted = used.value.act === "again" ? (next ?? web.paths.at("/profile")) : next;
      return loggedInAnswer(tools, exchange, used.value, wanted);
    }),
  ];
}

/**
 * What the challenge of a login was bound to: if somebody logged in in another tab in the meantime, not to the session, but
 * to the cookie that this browser had before.
 */
function boundTo(
  { context: { passkeyChallenges, clock }, web }: Tools,
  exchange: Exchange,
  state: string,
): string {
  const before = exchange.cookie(web.cookies.form.name) ?? "";
  const known = passkeyChallenges.read(state, before, clock.now());
  return known === undefined ? exchange.formBinding : before;
}

async function useRefused(
  tools: Tools,
  exchange: Exchange,
  refusal: PasskeyRefusal,
  sent: Pick<z.output<typeof loginForm>, "credential" | "next">,
): Promise<Answer> {
  const { context, web } = tools;
  if (refusal.reason === "too-many") return tooMany(exchange.language, context, refusal.retryOn);
  if (refusal.reason !== "wrong-passkey") return closedAnswer(web, exchange, refusal);
  const { pending, current } = exchange;
  const page = pending ? SECOND_STEP : current ? "/login/again" : "/login";
  const next = localPath(sent.next, context.settings);
  const path = next === undefined ? page : `${page}?next=${encodeURIComponent(next)}`;
  const credentialId = await unknownPasskey(context, sent.credential);
  if (credentialId === undefined) return refusedAt(tools, exchange, path, refusal.reason, 401);
  const { rpId } = context.settings.passkeys;
  const signals = { signalUnknownCredential: { rpId, credentialId } };
  const title = exchange.language.words(copy).notices[refusal.reason];
  const content = unknownPage(exchange.language, { back: path, signals });
  return refuses(401, refusal.reason, content, { title });
}

function addingRoute(tools: Tools): Route {
  const { context, web } = tools;
  return guardedPost("recent-set-up", PATH, addForm, async (exchange, sent) => {
    const { client, formBinding: binding, current } = exchange;
    const { credential, state, name } = sent;
    const added = await exchange.once(() =>
      addPasskey(context, current, { credential, state, binding, client }, name),
    );
    if (!added.ok) return addRefused(tools, exchange, added);
    const { minted, logsIn } = added.value;
    const notice = logsIn ? "passkey-added" : "security-key-added";
    const cookies = [web.sessionCookie(minted), web.noticeCookie(notice)];
    const to = localPath(sent.next, context.settings) ?? PATH;
    return goesTo(to, { status: 204 }, { cookies });
  });
}

const addRefused = (tools: Tools, exchange: Exchange, refusal: AddRefusal): Answer =>
  refusal.reason === "too-many"
    ? tooMany(exchange.language, tools.context, refusal.retryOn)
    : refusedAt(tools, exchange, PATH, refusal.reason);

/** To programs it is a field of the form, like any other. */
function nameMissing(tools: Tools, exchange: Exchange, path: string): Answer {
  const answer = refusedAt(tools, exchange, path, "passkey-name-missing");
  const title = exchange.language.words(copy).notices["passkey-name-missing"];
  return { ...answer, json: problem(422, "invalid", { title, fields: { name: "name-missing" } }) };
}

/** Back to the page of the form, which says what was wrong: the script of that page asks the browser anew. */
function refusedAt(
  { web }: Tools,
  { language }: Exchange,
  path: string,
  reason: keyof WordsOf<typeof copy>["notices"],
  status = 422,
): Answer {
  const title = language.words(copy).notices[reason];
  return goesTo(path, problem(status, reason, { title }), { cookies: [web.noticeCookie(reason)] });
}
