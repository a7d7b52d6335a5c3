// The tests that are run for each mutant: those that are fast and relevant to it.

import { defineConfig } from "vitest/config";

/**
 * This test keeps what it computed first, so in a process with others it would be run for the first mutant
 * only.
 */
const ALONE = ["src/domain/common-passwords.test.ts"];

const DOMAIN = ["src/domain/**/*.test.ts"];

const FLOWS = [
  "test/journeys/**/*.test.ts",
  "test/attacks/{races,scanners,parallel-confirmations,unexpired-*,shadow-registration}.test.ts",
  "test/attacks/{pending-sign-ins,session-fixation}.test.ts",
];

const together = { isolate: false, testTimeout: 30_000 };

export default defineConfig({
  test: {
    projects:
      process.env["MUTATED"] === "domain"
        ? [
            { test: { ...together, name: "alone", include: ALONE } },
            { test: { ...together, name: "domain", include: DOMAIN, exclude: ALONE } },
          ]
        : [{ test: { ...together, name: "flows", include: FLOWS } }],
  },
});
