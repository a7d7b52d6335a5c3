// Starts real mail servers of Debian, hands them mails of a real Postern, and tells what each said and what Postern did.
//
//   npm run mail-servers                        all of them, many minutes; as root, on Debian
//   npm run mail-servers -- --server postfix    only this one; may be given several times
//   npm run mail-servers -- --case "a report"   only cases with this in their names
//   npm run mail-servers -- --json              one line of JSON for each case
//
// What the servers said is kept in test/mails/dialogues, which `npm test` replays. Exits with 1 if Postern did anything wrong.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { mayMakeRoot, runInRoot } from "./throw-away-root/run.ts";

const SERVERS = ["postfix", "exim4", "opensmtpd", "sendmail", "courier"];

const FOLDER = new URL("mail-servers/", import.meta.url);

function wanted() {
  try {
    const { values } = parseArgs({
      options: {
        server: { type: "string", multiple: true, default: SERVERS },
        case: { type: "string", default: "" },
        json: { type: "boolean", default: false },
      },
    });
    return values.server.every((name) => SERVERS.includes(name)) ? values : undefined;
  } catch {
    return undefined;
  }
}

function run(server: string, options: { readonly case: string; readonly json: boolean }): boolean {
  const file = fileURLToPath(new URL(`../test/mails/dialogues/${server}.json`, import.meta.url));
  const asked = JSON.stringify({ server, file, only: options.case, json: options.json });
  return runInRoot(server, FOLDER, new URL("ask.ts", FOLDER), [asked]);
}

const options = wanted();
if (options === undefined || !mayMakeRoot()) {
  console.error(
    `Usage, as root: npm run mail-servers -- [--server ${SERVERS.join("|")}] [--case TEXT] [--json]`,
  );
  process.exit(2);
}
const failed = options.server.filter((server) => !run(server, options));
if (failed.length > 0) console.error(`Not right, or not run to the end: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
