// The tests that are asked about each mutant: those that are quick and know what it is about.

import { defineConfig } from "vitest/config";

/** Keeps what it computed first: in a process with others, only the first of them would be asked. */
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
