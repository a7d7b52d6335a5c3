import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { sessionRoutes } from "./routes.ts";

export const sessions: Feature = {
  name: "sessions",
  routes: sessionRoutes,
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
        const idleSince = now - settings.sessions.idle;
        return { sessions: await store.purgeSessions({ now, idleSince }) };
      },
    },
  ],
};
