import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { mailHookRoutes } from "./hook-routes.ts";
import { bounceRoutes } from "./routes.ts";

export const bounces: Feature = {
  name: "bounces",
  routes: (context) => [...bounceRoutes(context), ...mailHookRoutes(context)],
  words: copy,
  events: { "mail.bounced": { acts: ["mail-bounced"], data: ["mail", "kind", "fault"] } },
};
