// Asks real verifiers of SPF, DKIM and DMARC about unusual records, and prints on which they differ.
//
//   npm run mail-verifiers    some minutes; as root, on Debian
//
// The records are served by a DNS server of our own. The verdicts are kept in test/doctor/verdicts, with which `npm test` compares
// the doctor's.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAILAUTH = "mailauth@7.1.0";

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

if (process.argv.length > 2 || process.getuid?.() !== 0) {
  console.error("Usage, as root: npm run mail-verifiers");
  process.exit(2);
}
const mailauth = mkdtempSync(join(tmpdir(), "mailauth-"));
try {
  execFileSync("npm", ["install", "--prefix", mailauth, "--no-audit", "--no-fund", MAILAUTH], {
    stdio: "inherit",
  });
  const ask = [
    process.execPath,
    pathOf("mail-verifiers/ask.ts"),
    mailauth,
    pathOf("../test/doctor/verdicts"),
  ];
  const own = ["--mount", "--pid", "--uts", "--fork", "--mount-proc", "--kill-child"];
  const root = ["sh", pathOf("mail-servers/root.sh"), "verifiers", pathOf("mail-verifiers")];
  process.exitCode =
    spawnSync("unshare", [...own, ...root, ...ask], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(mailauth, { recursive: true });
}
