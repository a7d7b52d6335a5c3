// Checks that must pass before the tests run: one line each, and the tool's own output only if it fails.

import { runQuietly } from "./tools.mjs";

/** The slowest comes first. */
const CHECKS = [
  { what: "format", tool: ["prettier", "--check", "."] },
  { what: "types", tool: ["tsc"] },
  { what: "lint", tool: ["oxlint"] },
  { what: "unused code and packages", tool: ["knip"] },
  { what: "lock file", tool: ["node", "scripts/complete-lock.mjs", "--check"] },
];

/** All at once. Returns the exit code of the first that fails; 0 if all pass. */
export async function checkAll() {
  const codes = await Promise.all(CHECKS.map(check));
  return codes.find((code) => code !== 0) ?? 0;
}

async function check({ what, tool }) {
  const started = Date.now();
  const { code, output } = await runQuietly(...tool);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    code === 0
      ? `${what} … ok (${seconds} s)`
      : `${what} … failed (${tool.join(" ")})\n\n${output}`,
  );
  return code;
}
