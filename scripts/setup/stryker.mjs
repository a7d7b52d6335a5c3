// The packages of `npm run mutation`, in their own folder: they are more than all the others.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./node.mjs";
import { npm } from "./npm.mjs";

const HOME = join(ROOT, "scripts/mutation");

/** Installs them if they are missing. Returns the exit code. */
export async function installStryker() {
  if (existsSync(join(HOME, "node_modules/.package-lock.json"))) return 0;
  console.log("Installing Stryker …");
  const trouble = await npm(HOME, "ci", "--legacy-peer-deps"); // it uses the vitest of the root
  if (trouble !== undefined) console.error(trouble);
  return trouble === undefined ? 0 : 1;
}
