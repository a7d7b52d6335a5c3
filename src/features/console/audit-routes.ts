import { parseEmailAddress } from "../../domain/email-address.ts";
import { jsonText } from "../../domain/json-text.ts";
import { ROWS_ON_A_PAGE, pathWith } from "../../domain/page.ts";
import { refuses, shows, type Answer } from "../../http/answer.ts";
import { consolePage } from "../../http/console-page.ts";
import { oddCursor } from "../../http/errors.ts";
import type { AuthenticatedExchange, Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { AuditEntry, AuditQuery } from "../../ports/admin-store.ts";
import type { Context } from "../../ports/context.ts";
import { auditJson } from "./audit-json.ts";
import { AUDIT, auditPage, type AuditFilters, type AuditPage } from "./audit-pages.ts";
import { dateErrors } from "./lists-pages.ts";
import { fileOf, spanIn, type DateRefusal, type Part } from "./lists.ts";
import { download, noteExport } from "./lists-routes.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

/** The audit log names people by their ids, so it is for those who help people, and not for viewers. */
export const auditRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: AUDIT,
    role: "support",
    async show(exchange) {
      const asked = await askedOf(tools, exchange);
      if ("answer" in asked) return asked.answer;
      const { rows: lines, next } = await linesOf(tools, asked, ROWS_ON_A_PAGE);
      noteLook(tools.context, exchange, asked, lines);
      const older = next === null ? null : pathWith(AUDIT, { ...asked.filters, after: next });
      const page = pageOf(tools, asked, { lines, older });
      return shows(() => auditPage(exchange.language, page), {
        lines: lines.map(auditJson),
        next: older && tools.web.paths.at(older),
      });
    },
  }),
  consolePage(tools, {
    path: `${AUDIT}.jsonl`,
    role: "support",
    recent: true,
    under: AUDIT,
    async show(exchange) {
      const asked = await askedOf(tools, exchange);
      if ("answer" in asked) return asked.answer;
      const { rows, next } = await fileOf(asked.after, (limit, after) =>
        linesOf(tools, { ...asked, after }, limit),
      );
      noteLook(tools.context, exchange, asked, rows);
      noteExport(tools.context, exchange, "audit.jsonl", {
        rows: rows.length,
        filters: { ...asked.filters, after: asked.after ?? "" },
      });
      const path = pathWith(`${AUDIT}.jsonl`, { ...asked.filters, after: next ?? "" });
      return download(tools.context, {
        name: "audit",
        ending: "jsonl",
        lines: rows.map((line) => jsonText(auditJson(line))),
        next: next === null ? null : { id: next, path: tools.web.paths.at(path) },
      });
    },
  }),
];

type Asked = {
  readonly filters: AuditFilters;
  /** Undefined if nobody has the address that was typed: then there are no lines. */
  readonly query: AuditQuery | undefined;
  readonly after: string | undefined;
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What the URL asks for; or the answer, if it is wrong. */
async function askedOf(
  tools: Tools,
  { query, language }: AuthenticatedExchange,
): Promise<Asked | { readonly answer: Answer }> {
  const typed = (name: string): string => (query[name] ?? "").trim();
  const after = typed("after");
  if (after !== "" && !ID.test(after)) return { answer: oddCursor(language, AUDIT) };
  const [since, until, user] = [typed("since"), typed("until"), typed("user").toLowerCase()];
  const filters = { act: typed("act"), actor: typed("actor"), user, since, until };
  const span = spanIn(filters, tools.context.settings.timeZone);
  const asked = { filters, query: undefined, after: after === "" ? undefined : after };
  if (!span.ok) {
    const page = pageOf(tools, asked, { lines: [], older: null, refusal: span });
    const title = dateErrors(language, span)[0]!.message;
    const fields = { [span.field]: span.reason };
    return { answer: refuses(422, "invalid", auditPage(language, page), { title, fields }) };
  }
  const userId = user === "" ? undefined : await idOf(tools.context, user);
  if (userId === null) return asked;
  const [act, actor] = [filters.act || undefined, filters.actor || undefined];
  return { ...asked, query: { userId, act, actor, ...span.value } };
}

/** The log outlives its users: an id may be of somebody who is no longer here. Null for an address that nobody has. */
async function idOf({ store }: Context, typed: string): Promise<string | null> {
  if (!typed.includes("@")) return ID.test(typed) ? typed : null;
  const address = parseEmailAddress(typed);
  const [first] = address.ok ? await store.findUsers({ emailKey: address.value.key }) : [];
  return first?.id ?? null;
}

/** The lines of one person are a look at that person: see decision 90. */
function noteLook(
  { notes }: Context,
  { current }: AuthenticatedExchange,
  { query }: Asked,
  lines: readonly unknown[],
): void {
  const userId = query?.userId;
  if (userId !== undefined && lines.length > 0)
    notes.looked({ actor: `admin:${current.user.id}`, userId });
}

async function linesOf(
  { context: { store } }: Tools,
  { query, after }: Asked,
  limit: number,
): Promise<Part<AuditEntry>> {
  if (query === undefined) return { rows: [], next: null };
  const { lines: rows, next } = await store.browseAudit({ ...query, after, limit });
  return { rows, next };
}

const pageOf = (
  { context: { settings }, site }: Tools,
  { filters, query, after }: Asked,
  found: Pick<AuditPage, "lines" | "older"> & { readonly refusal?: DateRefusal },
): AuditPage => ({
  refusal: undefined,
  ...found,
  filters,
  userId: query?.userId,
  after: after ?? "",
  retention: settings.auditRetention,
  names: site,
});
