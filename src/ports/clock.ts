import type { Instant } from "../domain/time.ts";

/** The only source of the time of day. Tests move it; nothing else reads one. */
export type Clock = { now(): Instant };
