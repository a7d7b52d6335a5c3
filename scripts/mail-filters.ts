// Has Debian's spam filters judge every kind of mail in every language, and prints what they say of each.
//
//   npm run mail-filters              all of them, some minutes; as root, on Debian
//   npm run mail-filters -- rspamd    only these
//
// Their judgements are kept in test/mails/filters, which `npm test` checks. Exits with 1 if one is worse than it may be.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const FILTERS = ["spamassassin", "rspamd"];

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function run(filter: string): boolean {
  const file = pathOf(`../test/mails/filters/${filter}.json`);
  const ask = [process.execPath, pathOf("mail-filters/ask.ts"), filter, file];
  const own = ["--mount", "--pid", "--uts", "--fork", "--mount-proc", "--kill-child"];
  const root = ["sh", pathOf("mail-servers/root.sh"), filter, pathOf("mail-filters")];
  return spawnSync("unshare", [...own, ...root, ...ask], { stdio: "inherit" }).status === 0;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !FILTERS.includes(name));
if (unknown.length > 0 || process.getuid?.() !== 0) {
  console.error(`Usage, as root: npm run mail-filters -- [${FILTERS.join("] [")}]`);
  process.exit(2);
}
const failed = (wanted.length > 0 ? wanted : FILTERS).filter((filter) => !run(filter));
if (failed.length > 0) console.error(`Not right, or not run to the end: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
