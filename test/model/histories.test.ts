// Random histories of several people around one mailbox. Every promise is checked after every step.
//
// `npm run model -- --runs 20000` looks further; `--seed`, `--path` and `--replay` repeat what a failed
// run printed. Without them the histories are the same each time, so that a build never fails by chance.

import fc from "fast-check";
import { test } from "vitest";
import { begin, commands } from "./commands.ts";
import { checkTheEnd } from "./promises.ts";
import { newWorld, type Setting } from "./world.ts";

const asked = {
  runs: Number(process.env["MODEL_RUNS"] ?? 2_000),
  seed: Number(process.env["MODEL_SEED"] ?? 20_261_122),
  path: process.env["MODEL_PATH"],
  replay: process.env["MODEL_REPLAY"],
};

const setting: fc.Arbitrary<Setting> = fc.record({
  policy: fc.constantFrom("restricted", "restricted", "full", "grace", "none"),
  theft: fc.boolean(),
  begun: fc.constantFrom([0], [0], [0, 1], [0, 1], []),
  limits: fc.constantFrom("on", "off"),
});

test(
  `${asked.runs} histories keep every promise`,
  async () => {
    const histories = fc.commands(commands, {
      maxCommands: 25,
      size: "max",
      ...(asked.replay === undefined ? {} : { replayPath: asked.replay }),
    });
    const property = fc.asyncProperty(setting, histories, async (chosen, history) => {
      const world = await newWorld(chosen);
      await using _ = world.app;
      for (const person of chosen.begun) await begin(world, person);
      await fc.asyncModelRun(() => ({ model: world, real: world }), history);
      await checkTheEnd(world);
    });
    await fc.assert(property, {
      numRuns: asked.runs,
      seed: asked.seed,
      ...(asked.path === undefined ? {} : { path: asked.path }),
    });
  },
  asked.runs * 1_000,
);
