import type { Store } from "../../ports/store.ts";
import type { Work } from "./work.ts";

/** What a verb of the store is given. */
export type Input<Verb extends keyof Store> = Parameters<
  Extract<Store[Verb], (...given: never) => unknown>
>[0];

/** The work that gives what a verb of the store resolves to. */
export type Output<Verb extends keyof Store> = Work<
  Awaited<ReturnType<Extract<Store[Verb], (...given: never) => unknown>>>
>;
