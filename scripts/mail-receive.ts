// Tries the recipes of docs/deploying.md with the real mail servers of Debian: a mail comes back, and Postern hears of it.
//
//   npm run mail-receive               all of them, some minutes; as root, on Debian
//   npm run mail-receive -- postfix    only these
//
// Exits with 1 if a report did not arrive.

import { RECIPES } from "./mail-receive/recipe.ts";
import { mayMakeRoot, runInRoot } from "./throw-away-root/run.ts";

const FOLDER = new URL("mail-receive/", import.meta.url);

const run = (server: string): boolean =>
  runInRoot(server, FOLDER, new URL("try.ts", FOLDER), [server]);

const servers = Object.keys(RECIPES);
const wanted = process.argv.slice(2);
if (wanted.some((name) => !servers.includes(name)) || !mayMakeRoot()) {
  console.error(`Usage, as root: npm run mail-receive -- [${servers.join("] [")}]`);
  process.exit(2);
}
const failed = (wanted.length > 0 ? wanted : servers).filter((server) => !run(server));
if (failed.length > 0) console.error(`No report arrived: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
