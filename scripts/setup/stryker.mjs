// The packages of `npm run mutation`, in a folder of their own: they are more than all the others.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./node.mjs";
import { npm } from "./npm.mjs";

const HOME = join(ROOT, "scripts/mutation");

/** Installs them where they are missing. Answers the exit code. */
export async function installStryker() {
  if (existsSync(join(HOME, "node_modules/.package-lock.json"))) return 0;
  console.log("Installing Stryker …");
  const trouble = await npm(HOME, "ci", "--legacy-peer-deps"); // its vitest is the one of the root
  if (trouble !== undefined) console.error(trouble);
  return trouble === undefined ? 0 : 1;
}
