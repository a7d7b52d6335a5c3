import { defineConfig } from "vitest/config";

const A_WHILE = 30_000;

/** Whole stories that start browsers and processes, or break things: slower than the others. */
const SLOW = ["test/browser/**/*.test.ts", "test/faults/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: SLOW,
          testTimeout: A_WHILE, // no test measures time, and a busy machine is slow
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: A_WHILE,
          hookTimeout: A_WHILE,
          maxWorkers: 2, // two Chromiums at a time are what a small machine bears
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          testTimeout: 8 * A_WHILE, // a claim of a dead sender lies for half a minute
          maxWorkers: 2, // each starts several servers
          sequence: { groupOrder: 1 },
        },
      },
    ],
    coverage: { include: ["src/**/*.ts"], reporter: ["text", "html"] },
  },
});
