// Addresses that get no mail for now, in the console.

import { parseEmailAddress } from "../../domain/email-address.ts";
import { ROWS_ON_A_PAGE, pathWith } from "../../domain/page.ts";
import { iso, shows } from "../../http/answer.ts";
import { consoleAct } from "../../http/console-act.ts";
import { consolePage } from "../../http/console-page.ts";
import type { Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Suppression } from "../../ports/bounces-store.ts";
import type { Context } from "../../ports/context.ts";
import { unsuppress } from "./bounces.ts";
import { copy } from "./copy.ts";
import { PATH, suppressionsPage, whyPath } from "./suppression-pages.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

export const suppressionRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: PATH,
    role: "viewer",
    async show({ language, query, current }) {
      const { context, web } = tools;
      const typed = (query["address"] ?? "").trim();
      const after = placeIn(query["after"] ?? "");
      const listed = await context.store.listSuppressions({
        limit: ROWS_ON_A_PAGE + 1,
        emailKey: typed === "" ? undefined : keyOf(typed),
        after,
      });
      const found = listed.slice(0, ROWS_ON_A_PAGE);
      const last = found.at(-1);
      const older = last && listed.length > ROWS_ON_A_PAGE ? pathAfter(last) : null;
      const newest = after === undefined ? null : PATH;
      const shown = { found, typed, newest, older, viewer: current.user };
      return shows(suppressionsPage(language, shown), {
        suppressed: found.map((each) => ({ ...each, since: iso(each.since) })),
        next: older && web.paths.at(older),
      });
    },
  }),
  ...liftRoutes(tools),
];

const liftRoutes = (tools: Tools): readonly Route[] =>
  consoleAct<Suppression>(tools, {
    path: `${PATH}/:address/lift`,
    role: "support",
    under: PATH,
    notice: "staff-acted",
    async find({ params }) {
      const emailKey = params["address"] ?? "";
      return (await tools.context.store.listSuppressions({ limit: 1, emailKey }))[0];
    },
    says: (language, { email }) => {
      const { title, text, button } = language.words(copy).suppressions.lift;
      return { title: title({ email }), text, button };
    },
    back: () => PATH,
    // Where the mail that was held back is sent again.
    done: ({ email }) => whyPath(email),
    perform: ({ email }, acting) => unsuppress(tools.context, acting, email),
    refusal: (language) => ({ message: language.words(copy).suppressions.over }),
  });

/** As it is compared; what cannot be an address is nobody's. */
function keyOf(text: string): string {
  const address = parseEmailAddress(text);
  return address.ok ? address.value.key : text.toLowerCase();
}

type After = Pick<Suppression, "since" | "email">;

const pathAfter = ({ since, email }: After): string =>
  pathWith(PATH, { after: `${since}.${email}` });

/** A made-up place only shows the addresses after it. */
function placeIn(text: string): After | undefined {
  const [, since, email] = /^(\d{1,15})\.(.{1,320})$/.exec(text) ?? [];
  return since === undefined || email === undefined ? undefined : { since: Number(since), email };
}
