// Makes a real site of each system that has a guide, follows the guide word by word, and logs everybody in to the new site.
//
//   npm run migrations                      all of them, many minutes; as root, on Debian 12
//   npm run migrations -- django            only this one; may be several
//
// Exits with 1 if anybody is not let in as on the old site, or somebody with a wrong password is.

import { mayMakeRoot, runInRoot } from "./throw-away-root/run.ts";

const SITES = ["flask-security", "django", "devise", "better-auth", "wordpress"];

const FOLDER = new URL("migrations/", import.meta.url);

const wanted = process.argv.length > 2 ? process.argv.slice(2) : SITES;
if (!wanted.every((name) => SITES.includes(name)) || !mayMakeRoot()) {
  console.error(`Usage, as root: npm run migrations -- [${SITES.join("|")}]`);
  process.exit(2);
}
const failed = wanted.filter(
  (name) => !runInRoot(name, FOLDER, new URL("follow.ts", FOLDER), [name]),
);
if (failed.length > 0) console.error(`Not right, or not run to the end: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
