// The tests that are asked about each mutant: those that are quick and know what it is about.

import { defineConfig } from "vitest/config";

const DOMAIN = ["src/domain/**/*.test.ts"];

const FLOWS = [
  "test/journeys/**/*.test.ts",
  "test/attacks/{races,scanners,parallel-confirmations,unexpired-*,shadow-registration}.test.ts",
];

const isDomain = process.env["MUTATED"] === "domain";

export default defineConfig({
  test: {
    include: isDomain ? DOMAIN : FLOWS,
    // What is computed once is computed by each file of tests, so that more than the first is asked.
    isolate: isDomain,
    testTimeout: 30_000,
  },
});
