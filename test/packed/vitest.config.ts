import { defineConfig } from "vitest/config";

/** Tests of the package in `dist/`, which must be built first. */
export default defineConfig({
  test: { include: ["test/packed/*.packed.mjs"], testTimeout: 30_000 },
});
