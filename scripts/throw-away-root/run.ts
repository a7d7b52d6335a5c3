// Runs a program beside a real server of Debian, in a throw-away root without a network. See root.sh.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Whether this process may make one. */
export const mayMakeRoot = (): boolean => process.getuid?.() === 0;

/**
 * Runs a TypeScript program in a throw-away root, with the root's path as its last argument. `server` names a script in `folder`, which
 * installs, starts and stops the server. Returns whether the program ended well.
 */
export function runInRoot(
  server: string,
  folder: URL,
  program: URL,
  args: readonly string[] = [],
): boolean {
  const own = ["--mount", "--pid", "--uts", "--fork", "--mount-proc", "--kill-child"];
  const root = ["sh", fileURLToPath(new URL("root.sh", import.meta.url)), server];
  const ask = [fileURLToPath(folder), process.execPath, fileURLToPath(program), ...args];
  return spawnSync("unshare", [...own, ...root, ...ask], { stdio: "inherit" }).status === 0;
}
