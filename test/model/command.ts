// What a command of a history is.

import fc from "fast-check";
import { perform } from "./perform.ts";
import { checkPromises } from "./promises.ts";
import type { Deeds, Who } from "./deed.ts";
import type { World } from "./world.ts";

export type Command = fc.AsyncCommand<World, World>;

export const who: fc.Arbitrary<Who> = fc.record({
  person: fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 1, 2),
  browser: fc.nat(1),
});
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A command does its deeds one after the other, and every promise is checked after each. */
export function command<Data>(
  name: string,
  data: fc.Arbitrary<Data>,
  deedsOf: (data: Data) => Deeds | readonly Deeds[],
): fc.Arbitrary<Command> {
  return data.map((chosen) => ({
    check: () => true,
    async run(world: World) {
      for (const deed of [deedsOf(chosen)].flat()) {
        await perform(world, deed, checkPromises);
      }
    },
    toString: () => `${name}(${said(chosen)})`,
  }));
}

const said = (data: unknown): string => JSON.stringify(data).replaceAll('"', "").slice(1, -1);

export const t = fc.tuple;

/** The more there are of a kind, the more often it is chosen. */
export const often = <Value>(times: number, value: Value): readonly Value[] =>
  Array.from({ length: times }, () => value);
