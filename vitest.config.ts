import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const A_WHILE = 300_000; // no test measures time, and a busy machine is slow

const project = (
  name: string,
  include: string[],
  { exclude = [] as string[], patience = 1, retry = 0 } = {},
) => ({
  extends: true as const,
  test: { name, include, exclude, testTimeout: patience * A_WHILE, retry },
});

/** Whole stories that start browsers and processes, or break things. */
const SLOW = ["browser", "faults", "model"].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    isolate: false, // a file leaves nothing behind, so the next one need not load all of Postern again
    maxWorkers: availableParallelism() + 2, // many tests wait: for a process, a server, or a claim to end
    hookTimeout: A_WHILE,
    expect: { poll: { timeout: A_WHILE / 5 } },
    globalSetup: "test/temporary-files.ts",
    // They start in the order of their names, so that none of the slow ones is left to the end.
    projects: [
      project("browser", ["test/browser/**/*.test.ts"]),
      // A claim of a dead sender lies for half a minute. Nine processes share two cores with the browsers, and one that
      // waits too long for its turn looks like a fault; a fault of Postern's happens again.
      project("faults", ["test/faults/**/*.test.ts"], { patience: 2, retry: 1 }),
      project("model", ["test/model/**/*.test.ts"]),
      project("unit", ["src/**/*.test.ts", "test/**/*.test.ts"], { exclude: SLOW }),
    ],
    coverage: { include: ["src/**/*.ts"], reporter: ["text", "html"] },
  },
});
