// Random histories of several people around one mailbox. Every promise is checked after every step.

import fc from "fast-check";
import { begin, commands } from "./commands.ts";
import { checkTheEnd } from "./promises.ts";
import { checkWayBackOfOwner } from "./way-back.ts";
import { closeWorlds, newWorld, type Setting, type Stolen } from "./world.ts";

/** Which histories to run. `path` and `replay` are what a failed run printed. */
export type Asked = {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
  readonly replay?: string | undefined;
};

const stolen = (...what: readonly (keyof Stolen)[]): Stolen => ({
  passwords: what.includes("passwords"),
  session: what.includes("session"),
  mailbox: what.includes("mailbox"),
  factors: what.includes("factors"),
});

const setting: fc.Arbitrary<Setting> = fc.record({
  policy: fc.constantFrom("restricted", "restricted", "full", "grace", "none"),
  stolen: fc.constantFrom(
    stolen(),
    stolen(),
    stolen("passwords", "session"),
    stolen("passwords", "session"),
    stolen("passwords"),
    stolen("mailbox"),
    stolen("passwords", "mailbox"),
    stolen("passwords", "session", "mailbox", "factors"),
  ),
  begun: fc.constantFrom([0], [0], [0, 1], [0, 1], []),
  limits: fc.constantFrom("on", "off"),
});

/**
 * Runs histories, and fails with the shortest one that breaks a promise. Returns how often each action
 * happened, because promises about actions that never happen are easy to keep.
 */
export async function tellHistories(asked: Asked): Promise<ReadonlyMap<string, number>> {
  const acts = new Map<string, number>();
  const histories = fc.commands(commands, {
    maxCommands: 19,
    size: "max",
    ...(asked.replay === undefined ? {} : { replayPath: asked.replay }),
  });
  const property = fc.asyncProperty(setting, histories, async (chosen, history) => {
    const world = await newWorld(chosen);
    for (const person of chosen.begun) await begin(world, person);
    await fc.asyncModelRun(() => ({ model: world, real: world }), history);
    await checkWayBackOfOwner(world);
    await checkTheEnd(world);
    for (const { act, detail } of world.events) {
      const how = act === "confirmed" ? `confirmed by ${detail}` : act;
      acts.set(how, (acts.get(how) ?? 0) + 1);
    }
  });
  try {
    await fc.assert(property, {
      numRuns: asked.runs,
      seed: asked.seed,
      ...(asked.path === undefined ? {} : { path: asked.path }),
    });
  } finally {
    await closeWorlds();
  }
  return acts;
}
