import type { Context } from "../ports/context.ts";
import type { Route } from "./route.ts";
import type { Web } from "./web.ts";

/** A feature as one value: what it has of each kind of thing that Postern puts together. */
export type Feature = {
  /** Its folder and its name in logs: lower case, with hyphens. */
  readonly name: string;
  routes(context: Context, web: Web): readonly Route[];
};
