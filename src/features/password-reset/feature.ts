import type { Feature } from "../../feature.ts";
import { auditActs, notices } from "./copy.ts";
import { passwordResetRoutes } from "./routes.ts";

export const passwordReset: Feature = {
  name: "password-reset",
  routes: passwordResetRoutes,
  notices,
  auditActs,
};
