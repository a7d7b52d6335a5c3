// What must hold before the tests run: one line each, and the tool's own words only when it fails.

import { runQuietly } from "./tools.mjs";

const CHECKS = [
  { what: "types", tool: ["tsc"] },
  { what: "lint", tool: ["oxlint"] },
  { what: "format", tool: ["prettier", "--check", "."] },
  { what: "unused code and packages", tool: ["knip"] },
  { what: "lock file", tool: ["node", "scripts/complete-lock.mjs", "--check"] },
];

/** Stops at the first check that fails and answers its exit code; 0 when all is well. */
export async function checkAll() {
  for (const { what, tool } of CHECKS) {
    const started = Date.now();
    process.stdout.write(`${what} … `);
    const { code, output } = await runQuietly(...tool);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(code === 0 ? `ok (${seconds} s)` : `failed (${tool.join(" ")})\n\n${output}`);
    if (code !== 0) return code;
  }
  return 0;
}
