// The outbox in the console, and the acts on it: those of the command line, in the name of whoever is logged in.

import { mailJson } from "./mail-json.ts";
import { domainKey, parseEmailAddress } from "../../domain/email-address.ts";
import { cursorOf, parseCursor, ROWS_ON_A_PAGE, pathWith } from "../../domain/page.ts";
import type { Result } from "../../domain/result.ts";
import { hasRole } from "../../domain/role.ts";
import { maySendFrom } from "../../domain/served.ts";
import { iso, shows } from "../../http/answer.ts";
import { consoleAct, type ActField, type Acting } from "../../http/console-act.ts";
import { consolePage } from "../../http/console-page.ts";
import { notFound } from "../../http/errors.ts";
import type { AuthenticatedExchange, Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import type { FormError } from "../../ui/form.ts";
import { selectField } from "../../ui/select.ts";
import { copy } from "./copy.ts";
import { cancelMail, releaseSending, retryMail, showMail } from "./outbox.ts";
import { holdRoutes } from "./hold-routes.ts";
import { FILTERS, mailPage, outboxPage, PATH, type MailFilters } from "./pages.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

export const outboxRoutes = (tools: Tools): readonly Route[] => [
  listRoute(tools),
  ...releaseRoutes(tools),
  ...holdRoutes(tools),
  consolePage(tools, {
    path: `${PATH}/:id`,
    role: "viewer",
    under: PATH,
    async show({ language, params, current }) {
      const { context, site } = tools;
      const found = await showMail(context, params["id"] ?? "");
      if (found === undefined) return notFound(language, context.settings.appName);
      const { mailNames } = site;
      const { userId } = found.mail;
      if (userId !== null) context.notes.looked({ actor: `admin:${current.user.id}`, userId });
      return shows(mailPage(language, { ...found, viewer: current.user, mailNames }), {
        mail: mailJson(found.mail),
        earlierTries: found.tries.map((each) => ({ ...each, on: iso(each.on) })),
      });
    },
  }),
  ...mailAct(tools, "retry", retryMail),
  ...mailAct(tools, "cancel", cancelForStaff),
];

const listRoute = (tools: Tools): Route =>
  consolePage(tools, {
    path: PATH,
    role: "viewer",
    async show({ language, query, current }) {
      const { context, web, site } = tools;
      const { store } = context;
      const filters = filtersIn(query);
      const after = parseCursor(query["after"] ?? "");
      const filter = FILTERS.find((each) => each === filters.state) ?? "all";
      const page = await store.browseMails({
        filter,
        kind: filters.kind === "" ? undefined : filters.kind,
        emailKey: filters.address === "" ? undefined : keyOf(filters.address),
        domain: filters.domain === "" ? undefined : domainKey(filters.domain),
        limit: ROWS_ON_A_PAGE,
        after,
      });
      // They are no longer in the outbox, and counted by mailbox.
      const isFirst =
        filter === "withheld" && filters.address + filters.domain === "" && after === undefined;
      const withheld = isFirst ? await store.listWithheld({ limit: WITHHELD_SHOWN }) : [];
      const { hold, heldBy } = await store.outboxStatus();
      const older = page.next && pathWith(PATH, { ...filters, after: cursorOf(page.next) });
      const newest = after === undefined ? null : pathWith(PATH, filters);
      const sending = { hold, heldBy, heldFrom: await heldFrom(context) };
      const list = { mails: page.rows, withheld, filters, newest, older };
      const shown = { ...list, ...sending, viewer: current.user, mailNames: site.mailNames };
      return shows(outboxPage(language, shown), {
        mails: page.rows.map(mailJson),
        withheld: withheld.map(({ hour, lastOn, ...each }) => ({
          ...each,
          hour: iso(hour),
          lastOn: iso(lastOn),
        })),
        next: older && web.paths.at(older),
        refusedSince: iso(hold?.since ?? null),
        heldFrom: sending.heldFrom ?? null,
        hold: heldBy && { ...heldBy, since: iso(heldBy.since) },
      });
    },
  });

/** As many as fit under the list. */
const WITHHELD_SHOWN = 10;

const filtersIn = (query: AuthenticatedExchange["query"]): MailFilters => ({
  state: query["state"] ?? "",
  kind: query["kind"] ?? "",
  address: (query["address"] ?? "").trim(),
  domain: (query["domain"] ?? "").trim().replace(/^@/, ""),
});

/** As it is compared; what cannot be an address is nobody's. */
function keyOf(text: string): string {
  const address = parseEmailAddress(text);
  return address.ok ? address.value.key : text.toLowerCase();
}

/** The base URLs that this database served, if nothing goes out from here because of them. */
async function heldFrom({ store, settings }: Context): Promise<readonly string[] | undefined> {
  const released = await store.listReleased();
  return maySendFrom(released, settings.baseUrl) ? undefined : released;
}

/** Whoever is no admin could otherwise keep from people what was done to their account, or an admin out of theirs. */
const cancelForStaff = (context: Context, acting: Acting, id: string) =>
  cancelMail(context, { ...acting, ordinary: !hasRole(acting.by, "admin") }, id);

/** A dead mail is sent again, which hurts nobody; a mail that is cancelled is not sent at all. */
const mailAct = (
  tools: Tools,
  name: "retry" | "cancel",
  act: (context: Context, acting: Acting, id: string) => Promise<Result<unknown, string>>,
): readonly Route[] =>
  consoleAct(tools, {
    path: `${PATH}/:id/${name}`,
    role: "support",
    under: PATH,
    ...(name === "retry" && { light: true }),
    notice: "staff-acted",
    find: async ({ params }) => (await showMail(tools.context, params["id"] ?? ""))?.mail,
    says: (language, { email }) => {
      const words = language.words(copy).pages[name];
      return {
        ...words,
        title: words.title({ email }),
        ...(name === "cancel" && { danger: true }),
      };
    },
    // The row of a cancelled mail may be gone: that of somebody who was deleted.
    back: ({ id }) => (name === "retry" ? `${PATH}/${id}` : PATH),
    perform: ({ id }, acting) => act(tools.context, acting, id),
    refusal: (language, reason) => refusalIn(language.words(copy).pages.refusals, reason),
  });

function refusalIn(words: Readonly<Record<string, string>>, reason: string): FormError {
  const message = words[reason] ?? reason;
  return reason === "something-waits" ? { field: "waiting", message } : { message };
}

/** What becomes of what waits: nothing is chosen beforehand. */
const waiting: ActField = {
  name: "waiting",
  show(language, typed, error) {
    const words = language.words(copy).pages.release;
    return selectField(language, {
      name: "waiting",
      label: words.waiting,
      selected: typed,
      error,
      options: [
        { value: "", text: words.choose },
        { value: "cancel", text: words.cancel },
        { value: "send", text: words.send },
      ],
    });
  },
};

const releaseRoutes = (tools: Tools): readonly Route[] =>
  consoleAct(tools, {
    path: `${PATH}/release`,
    role: "admin",
    under: PATH,
    fields: [waiting],
    notice: "staff-acted",
    find: () => heldFrom(tools.context),
    says(language, before) {
      const words = language.words(copy).pages.release;
      const { baseUrl } = tools.context.settings;
      const text = words.text({ before: before.join(", "), baseUrl });
      return { title: words.title, text, button: words.button, danger: true };
    },
    back: () => PATH,
    perform: (_, acting, { waiting: typed }) =>
      releaseSending(tools.context, acting, {
        waiting: typed === "send" || typed === "cancel" ? typed : undefined,
      }),
    refusal: (language, reason) => refusalIn(language.words(copy).pages.refusals, reason),
  });
