import type { Feature } from "../../feature.ts";
import { auditActs, notices } from "./copy.ts";
import { loginRoutes } from "./routes.ts";

export const login: Feature = { name: "login", routes: loginRoutes, notices, auditActs };
