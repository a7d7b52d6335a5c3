import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../src/testing/process.ts";

test("a run of faults that came to nothing does not end with 0", async () => {
  const faults = run(join(import.meta.dirname, "tell.ts"), { args: ["--only", "nothing"] });
  expect(await faults.end).toBe(2);
});
