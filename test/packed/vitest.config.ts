import { defineConfig } from "vitest/config";

/** Tests of the package in `dist/`, which is built before. */
export default defineConfig({
  test: { include: ["test/packed/*.packed.mjs"], testTimeout: 30_000 },
});
