import { idleSince } from "../../domain/session.ts";
import { minutes } from "../../domain/time.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { sessionRoutes } from "./routes.ts";

export const sessions: Feature = {
  name: "sessions",
  routes: sessionRoutes,
  pages: namedPages(pages),
  words: copy,
  navigation: [
    { order: 50, href: "/profile/sessions", row: (_, language) => language.words(copy).onProfile },
  ],
  tasks: [
    {
      name: "purge",
      every: minutes(10),
      async run({ store, clock, settings }) {
        const now = clock.now();
        const unused = idleSince(settings.sessions, now);
        return {
          sessions: await store.purgeSessions({ now, ...unused }),
          rememberedBrowsers: await store.purgeRememberedBrowsers({ now }),
        };
      },
    },
  ],
  events: {
    "session.started": { acts: [], data: ["session"] },
    "session.renewed": { acts: [], data: ["session", "before"] },
    "session.ended": { acts: [], data: ["session", "why"] },
  },
};

/** The props of its pages. */
export type SessionsPages = PagesIn<typeof pages>;
