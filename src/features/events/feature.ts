import { HISTORY } from "../../domain/mail.ts";
import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { PATH } from "./pages.ts";
import { eventRoutes } from "./routes.ts";

export const eventLog: Feature = {
  name: "events",
  words: copy,
  routes: (context, web, site) => eventRoutes({ context, web, site }),
  console: [
    {
      order: 60,
      href: PATH,
      role: "viewer",
      title: (language) => language.words(copy).pages.title,
    },
  ],
  tasks: [
    {
      name: "forget-events",
      every: minutes(10),
      async run({ store, clock }) {
        await store.purgeDeliveries({ before: clock.now() - HISTORY });
      },
    },
  ],
};
