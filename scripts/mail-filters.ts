// Has Debian's spam filters judge every kind of mail in every language, and prints what they say of each.
//
//   npm run mail-filters              all of them, some minutes; as root, on Debian
//   npm run mail-filters -- rspamd    only these
//
// Their judgements are kept in test/mails/filters, which `npm test` checks. Exits with 1 if one is worse than it may be.

import { fileURLToPath } from "node:url";
import { mayMakeRoot, runInRoot } from "./throw-away-root/run.ts";

const FILTERS = ["spamassassin", "rspamd"];

const FOLDER = new URL("mail-filters/", import.meta.url);

function run(filter: string): boolean {
  const file = fileURLToPath(new URL(`../test/mails/filters/${filter}.json`, import.meta.url));
  return runInRoot(filter, FOLDER, new URL("ask.ts", FOLDER), [filter, file]);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !FILTERS.includes(name));
if (unknown.length > 0 || !mayMakeRoot()) {
  console.error(`Usage, as root: npm run mail-filters -- [${FILTERS.join("] [")}]`);
  process.exit(2);
}
const failed = (wanted.length > 0 ? wanted : FILTERS).filter((filter) => !run(filter));
if (failed.length > 0) console.error(`Not right, or not run to the end: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
