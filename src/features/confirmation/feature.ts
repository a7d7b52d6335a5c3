import type { Feature } from "../../feature.ts";
import { auditActs, notices } from "./copy.ts";
import { confirmationRoutes } from "./routes.ts";

export const confirmation: Feature = {
  name: "confirmation",
  routes: confirmationRoutes,
  notices,
  auditActs,
};
