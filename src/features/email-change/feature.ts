import type { Feature } from "../../feature.ts";
import { auditActs, notices, onProfile } from "./copy.ts";
import { emailChangeRoutes } from "./routes.ts";

export const emailChange: Feature = {
  name: "email-change",
  routes: emailChangeRoutes,
  notices,
  auditActs,
  navigation: [{ order: 10, row: ({ email }) => ({ ...onProfile, value: email }) }],
};
