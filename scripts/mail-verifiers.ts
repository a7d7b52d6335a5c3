// Asks real verifiers of SPF, DKIM and DMARC about unusual records, and prints on which they differ.
//
//   npm run mail-verifiers    some minutes; as root, on Debian
//
// The records are served by a DNS server of our own. The verdicts are kept in test/doctor/verdicts, with which `npm test` compares
// the doctor's.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mayMakeRoot, runInRoot } from "./throw-away-root/run.ts";

const MAILAUTH = "mailauth@7.1.0";

const FOLDER = new URL("mail-verifiers/", import.meta.url);

if (process.argv.length > 2 || !mayMakeRoot()) {
  console.error("Usage, as root: npm run mail-verifiers");
  process.exit(2);
}
const mailauth = mkdtempSync(join(tmpdir(), "mailauth-"));
try {
  execFileSync("npm", ["install", "--prefix", mailauth, "--no-audit", "--no-fund", MAILAUTH], {
    stdio: "inherit",
  });
  const verdicts = fileURLToPath(new URL("../test/doctor/verdicts", import.meta.url));
  const isDone = runInRoot("verifiers", FOLDER, new URL("ask.ts", FOLDER), [mailauth, verdicts]);
  process.exitCode = isDone ? 0 : 1;
} finally {
  rmSync(mailauth, { recursive: true });
}
