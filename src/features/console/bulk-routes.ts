import { pathWith } from "../../domain/page.ts";
import { z } from "zod";
import { done, refused, type Result } from "../../domain/result.ts";
import { parseReason } from "../../domain/reason.ts";
import type { User } from "../../domain/user.ts";
import { refuses, shows, type Answer } from "../../http/answer.ts";
import { consolePage, hiddenFrom, inConsole } from "../../http/console-page.ts";
import { notFound } from "../../http/errors.ts";
import { text, uniqueFields } from "../../http/form.ts";
import { guardedPost, type AuthenticatedExchange, type Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Context } from "../../ports/context.ts";
import {
  bulkActFor,
  markOf,
  performOnAll,
  planOf,
  shownOn,
  tallyOf,
  TYPED_ABOVE,
  usersChosen,
  type BulkAct,
  type ChoiceRefusal,
  type Chosen,
  type Plan,
  type Tally,
} from "./bulk.ts";
import {
  BULK,
  isNumber,
  previewPage,
  refusedPage,
  resultPage,
  type Preview,
} from "./bulk-pages.ts";
import { filtersIn } from "./users-query.ts";

type Tools = { readonly context: Context; readonly site: Site };

const USERS = "/admin/users";

const FORM = z.strictObject({
  act: text,
  of: text,
  ids: text,
  q: text,
  state: text,
  role: text,
  domain: text,
  via: text,
  factor: text,
  mail: text,
  since: text,
  until: text,
  mark: text,
  number: text,
  reason: text,
});

type Sent = z.infer<typeof FORM>;

/** An act on many users: its preview, which changes nothing, and the form there, which acts on what was shown. */
export const bulkRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: BULK,
    role: "support",
    recent: true,
    under: USERS,
    async show(exchange) {
      const act = bulkActFor(exchange.query["act"] ?? "", exchange.current.user);
      const chosen = chosenIn(exchange.query, tickedIn(exchange.query));
      if (act === undefined) return missing(tools, exchange);
      // Of a value that is there twice, the list may have shown one and this page another.
      const isClear = uniqueFields(exchange.url.searchParams).ok;
      const plan = isClear ? await planned(tools, exchange, act, chosen) : refused("odd-filter");
      return plan.ok
        ? preview(tools, exchange, { plan: plan.value, chosen })
        : refusal(exchange, plan.reason, chosen);
    },
  }),
  {
    ...guardedPost("recently-authenticated", BULK, FORM, async (exchange, sent: Sent) =>
      inConsole(tools, exchange, USERS, await acted(tools, exchange, sent)),
    ),
    isHiddenFrom: hiddenFrom(tools, "support"),
  },
];

const missing = ({ context }: Tools, { language }: AuthenticatedExchange): Answer =>
  notFound(language, context.settings.appName);

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The boxes of the list have ids as names. */
const tickedIn = (query: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(query).filter((name) => ID.test(name));

const chosenIn = (fields: Readonly<Record<string, string>>, ids: readonly string[]): Chosen => ({
  of: fields["of"] === "filter" ? "filter" : "ticked",
  ids: [...new Set(ids)],
  filters: filtersIn(fields),
});

async function planned(
  { context }: Tools,
  { current }: AuthenticatedExchange,
  act: BulkAct,
  chosen: Chosen,
): Promise<Result<Plan, ChoiceRefusal>> {
  const users = await usersChosen(context, chosen);
  return users.ok ? done(planOf(act, users.value, current.user)) : users;
}

type Shown = Pick<Preview, "plan" | "chosen" | "typed" | "error">;

function preview({ context }: Tools, exchange: AuthenticatedExchange, shown: Shown): Answer {
  const { plan, error } = shown;
  const mark = markOf(plan, context.clock.now());
  const content = previewPage(exchange.language, {
    ...shown,
    mark,
    formToken: exchange.formToken(),
  });
  if (error === undefined) return shows(content, { ...previewJson(plan), mark });
  const [title, isField] = [content.title, error !== "set-changed"];
  if (!isField) return refuses(409, error, content, { title, members: { mark } });
  const name = error === "reason-missing" ? "reason" : "number";
  return refuses(422, "invalid", content, { title, fields: { [name]: error } });
}

const previewJson = (plan: Plan) => {
  const { notDone: leftOut } = tallyOf(0, plan.leftOut);
  return { act: plan.act, count: plan.users.length, leftOut };
};

function refusal(
  { language }: AuthenticatedExchange,
  reason: ChoiceRefusal,
  chosen: Chosen,
): Answer {
  const { message: title, ...page } = refusedPage(language, reason, chosen);
  return refuses(422, reason, page, { title });
}

async function acted(tools: Tools, exchange: AuthenticatedExchange, sent: Sent): Promise<Answer> {
  const act = bulkActFor(sent.act, exchange.current.user);
  if (act === undefined) return missing(tools, exchange);
  const ids = sent.ids.split(/\s+/).filter((id) => ID.test(id));
  const chosen = chosenIn(sent, ids);
  const outcome = await exchange.once(() => performed(tools, exchange, { act, chosen, sent }));
  if (outcome.ok) return result(exchange, chosen, outcome.value);
  const plan = await planned(tools, exchange, act, chosen);
  if (!plan.ok) return refusal(exchange, plan.reason, chosen);
  const error = FORM_ERRORS.find((each) => each === outcome.reason) ?? "set-changed";
  const typed = { reason: sent.reason, number: error === "set-changed" ? "" : sent.number };
  return preview(tools, exchange, { plan: plan.value, chosen, typed, error });
}

const FORM_ERRORS = ["reason-missing", "number-mismatch"] as const;

/** The tally as a text, which is kept with the page: shown again, it acts on nobody. */
async function performed(
  tools: Tools,
  exchange: AuthenticatedExchange,
  asked: { readonly act: BulkAct; readonly chosen: Chosen; readonly sent: Sent },
): Promise<Result<string, string>> {
  const { act, chosen, sent } = asked;
  const plan = await planned(tools, exchange, act, chosen);
  if (!plan.ok) return plan;
  const previewedOn = shownOn(plan.value, sent.mark);
  const { length } = plan.value.users;
  if (previewedOn === undefined || length === 0) return refused("set-changed");
  const reason = parseReason(sent.reason);
  if (reason === undefined) return refused("reason-missing");
  if (length > TYPED_ABOVE && !isNumber(sent.number, length)) return refused("number-mismatch");
  const by: User = exchange.current.user;
  const operator = { actor: `admin:${by.id}`, reason, by };
  const tally = await performOnAll(tools.context, plan.value, operator, previewedOn);
  return done(JSON.stringify(tally));
}

function result(exchange: AuthenticatedExchange, chosen: Chosen, kept: string): Answer {
  const tally = JSON.parse(kept) as Tally;
  const audit = pathWith("/admin/audit", { actor: `admin:${exchange.current.user.id}` });
  return shows(resultPage(exchange.language, { tally, chosen, audit }), { ...tally });
}
