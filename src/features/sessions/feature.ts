import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { auditActs, notices, onProfile } from "./copy.ts";
import { sessionRoutes } from "./routes.ts";

export const sessions: Feature = {
  name: "sessions",
  routes: sessionRoutes,
  notices,
  auditActs,
  navigation: [{ order: 50, row: () => onProfile }],
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
