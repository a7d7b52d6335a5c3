// Starts real mail servers of Debian, hands them mails of a real Postern, and tells what each said and what Postern did.
//
//   npm run mail-servers               all of them, some minutes; as root, on Debian
//   npm run mail-servers -- postfix    only these
//
// What the servers said is kept in test/mails/dialogues, which `npm test` replays. Exits with 1 if Postern did anything wrong.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SERVERS = ["postfix", "exim4", "opensmtpd"];

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function run(server: string): boolean {
  const file = pathOf(`../test/mails/dialogues/${server}.json`);
  const ask = [process.execPath, pathOf("mail-servers/ask.ts"), server, file];
  const own = ["--mount", "--pid", "--uts", "--fork", "--mount-proc", "--kill-child"];
  const root = ["sh", pathOf("mail-servers/root.sh"), server, pathOf("mail-servers")];
  return spawnSync("unshare", [...own, ...root, ...ask], { stdio: "inherit" }).status === 0;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SERVERS.includes(name));
if (unknown.length > 0 || process.getuid?.() !== 0) {
  console.error(`Usage, as root: npm run mail-servers -- [${SERVERS.join("] [")}]`);
  process.exit(2);
}
const failed = (wanted.length > 0 ? wanted : SERVERS).filter((server) => !run(server));
if (failed.length > 0) console.error(`Not right, or not run to the end: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
