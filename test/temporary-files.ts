// One folder for the temporary files of all processes of a run: it is deleted when the tests end.

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "postern-tests-"));
  chmodSync(folder, 0o755); // PostgreSQL does not run as root: its own user needs access here
  process.env["TMPDIR"] = folder;
  process.env["TEMP"] = folder; // Windows
  process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled"); // once, for all processes
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
