import type { Store } from "../../ports/store.ts";
import type { Work } from "./work.ts";

/** The input of a store method. */
export type Input<Verb extends keyof Store> = Parameters<
  Extract<Store[Verb], (...given: never) => unknown>
>[0];

/** The work whose result a store method resolves to. */
export type Output<Verb extends keyof Store> = Work<
  Awaited<ReturnType<Extract<Store[Verb], (...given: never) => unknown>>>
>;
