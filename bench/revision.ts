// Another revision of Postern, to be measured in the same run.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = new URL("..", import.meta.url).pathname;

const git = (...words: readonly string[]): void => {
  execFileSync("git", words, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
};

/**
 * Checks out a revision next to this one, with the packages of this one. Returns its folder; `using` removes
 * it. Throws git's message if there is no such revision.
 */
export function checkedOut(revision: string): Disposable & { readonly folder: string } {
  const place = mkdtempSync(join(tmpdir(), "postern-before-"));
  const folder = join(place, "checkout");
  git("worktree", "add", "--detach", "--force", folder, revision);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return {
    folder,
    [Symbol.dispose]() {
      git("worktree", "remove", "--force", folder);
      rmSync(place, { recursive: true, force: true });
    },
  };
}
