// The tests that are asked about each mutant: those that are quick and know what it is about.

import { defineConfig } from "vitest/config";

const DOMAIN = ["src/domain/**/*.test.ts"];

const FLOWS = [
  "test/journeys/**/*.test.ts",
  "test/attacks/{races,scanners,parallel-confirmations,unexpired-*,shadow-registration}.test.ts",
];

export default defineConfig({
  test: {
    include: process.env["MUTATED"] === "domain" ? DOMAIN : FLOWS,
    isolate: false,
    testTimeout: 30_000,
  },
});
