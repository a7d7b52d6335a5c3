// In the built package, too, the thread for the passwords of other systems has a file of its own. `npm run check-package` runs it.

import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** MD5 of "plum". */
const asked = { algorithm: { name: "digest", hash: "md5" }, input: Buffer.from("plum") };

test("the thread for foreign hashes starts from its own file, and answers", async () => {
  const files = globSync("foreign-hash-worker-*.js", { cwd: DIST });
  expect(files).toHaveLength(1);
  const { startWorker } = await import(DIST + files[0]);
  const worker = startWorker();
  const answer = new Promise((resolve) => worker.once("message", resolve));
  worker.postMessage({ id: 1, asked });

  const { found } = await answer;
  expect(Buffer.from(found).toString("hex")).toBe("3e042037287d6871eec3dbd48556b0b4");
  await worker.terminate();
});
