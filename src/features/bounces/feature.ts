import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { mailHookRoutes } from "./hook-routes.ts";
import { bounceRoutes } from "./routes.ts";
import { PATH } from "./suppression-pages.ts";
import { suppressionRoutes } from "./suppression-routes.ts";

export const bounces: Feature = {
  name: "bounces",
  routes: (context, web, site) => [
    ...bounceRoutes(context),
    ...mailHookRoutes(context),
    ...suppressionRoutes({ context, web, site }),
  ],
  words: copy,
  console: [
    {
      order: 50,
      href: PATH,
      role: "viewer",
      title: (language) => language.words(copy).suppressions.title,
    },
  ],
  events: { "mail.bounced": { acts: ["mail-bounced"], data: ["mail", "kind", "fault"] } },
};
