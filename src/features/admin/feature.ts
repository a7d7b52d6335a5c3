import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";

export const admin: Feature = { name: "admin", words: copy };
