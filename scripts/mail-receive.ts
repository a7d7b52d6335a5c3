// Tries the recipes of docs/deploying.md with the real mail servers of Debian: a mail comes back, and Postern hears of it.
//
//   npm run mail-receive               all of them, some minutes; as root, on Debian
//   npm run mail-receive -- postfix    only these
//
// Exits with 1 if a report did not arrive.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { RECIPES } from "./mail-receive/recipe.ts";

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function run(server: string): boolean {
  const program = [process.execPath, pathOf("mail-receive/try.ts"), server];
  const own = ["--mount", "--pid", "--uts", "--fork", "--mount-proc", "--kill-child"];
  const root = ["sh", pathOf("mail-servers/root.sh"), server, pathOf("mail-receive")];
  return spawnSync("unshare", [...own, ...root, ...program], { stdio: "inherit" }).status === 0;
}

const servers = Object.keys(RECIPES);
const wanted = process.argv.slice(2);
if (wanted.some((name) => !servers.includes(name)) || process.getuid?.() !== 0) {
  console.error(`Usage, as root: npm run mail-receive -- [${servers.join("] [")}]`);
  process.exit(2);
}
const failed = (wanted.length > 0 ? wanted : servers).filter((server) => !run(server));
if (failed.length > 0) console.error(`No report arrived: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
