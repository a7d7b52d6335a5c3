import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";

export const imports: Feature = { name: "imports", words: copy };
