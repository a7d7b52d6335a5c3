// Keeps what V8 made of the built program for its next start.

import { mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";

/**
 * Keeps the compiled code of everything that is loaded from now on, in `dist/.compiled`. Whoever could change what is in it
 * could have the program do anything. So it is among the program's own files: whoever may write there may change the
 * program itself. A user who may not keeps nothing. `NODE_COMPILE_CACHE` names another folder, and
 * `NODE_DISABLE_COMPILE_CACHE=1` keeps nothing.
 */
export function keepCompiled(main: string): void {
  const { NODE_COMPILE_CACHE: elsewhere, NODE_DISABLE_COMPILE_CACHE: off } = process.env;
  if (!main.endsWith(".js") || elsewhere !== undefined || off === "1") return;
  const folder = join(main, "../../.compiled");
  try {
    // Node would make it with the permissions of the umask, which may be open to everybody.
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") return;
  }
  enableCompileCache(folder);
}
