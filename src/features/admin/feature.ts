import type { Feature } from "../../feature.ts";
import { auditActs } from "./copy.ts";

export const admin: Feature = { name: "admin", auditActs };
