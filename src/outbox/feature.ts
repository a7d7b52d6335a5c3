import { HISTORY } from "../domain/mail.ts";
import { minutes } from "../domain/time.ts";
import type { Feature } from "../feature.ts";
import { copy } from "./copy.ts";

export const outbox: Feature = {
  name: "outbox",
  words: copy,
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
