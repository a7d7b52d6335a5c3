import { HISTORY } from "../../domain/mail.ts";
import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { PATH } from "./pages.ts";
import { outboxRoutes } from "./routes.ts";

export const outbox: Feature = {
  name: "outbox",
  words: copy,
  routes: (context, web, site) => outboxRoutes({ context, web, site }),
  console: [
    {
      order: 40,
      href: PATH,
      role: "viewer",
      title: (language) => language.words(copy).pages.title,
    },
  ],
  tasks: [
    {
      name: "forget",
      every: minutes(10),
      async run({ store, clock, settings }) {
        const now = clock.now();
        await store.purgeLimits(now);
        await store.purgeHistory({ before: now - HISTORY });
        const kept = settings.auditRetention;
        if (kept !== undefined) await store.purgeAudit({ before: now - kept });
      },
    },
  ],
};
