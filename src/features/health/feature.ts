import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { healthRoutes } from "./routes.ts";

export const health: Feature = {
  name: "health",
  words: copy,
  routes: (context, _web, site) => healthRoutes(context, site),
};
