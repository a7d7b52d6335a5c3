import { days } from "../../domain/time.ts";
import { consolePage } from "../../http/console-page.ts";
import { iso, shows } from "../../http/answer.ts";
import type { Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Context } from "../../ports/context.ts";
import { overviewPage } from "./overview-pages.ts";

/** The first page of the console. Everything on it is counted to a thousand at most, and read from indexes. */
export const overviewRoutes = (tools: {
  readonly context: Context;
  readonly site: Site;
}): readonly Route[] => [
  consolePage(tools, {
    path: "/admin",
    role: "viewer",
    async show({ language }) {
      const { store, clock, serving } = tools.context;
      const [{ hold, oldestOn }, figures] = await Promise.all([
        store.outboxStatus(),
        store.readMailFigures({ since: clock.now() - days(1) }),
      ]);
      const isHeld = serving.isHeld();
      const hasHold = hold !== null;
      return shows(overviewPage(language, { ...figures, oldestOn, isHeld, hold }), {
        mails: {
          ...figures,
          oldestOn: iso(oldestOn),
          refusedSince: hasHold ? iso(hold.since) : null,
        },
        sendingHeld: isHeld,
      });
    },
  }),
];
