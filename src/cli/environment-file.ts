// `.env` in the working directory: the same settings for the server and for every command, as `postern init` writes them.

import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { fileRefusal } from "./file-words.ts";

/** Adds the variables of the file that are not set; an empty one counts as not set. A missing file is no mistake; one that cannot be read is. */
export function readEnvironmentFile(environment: NodeJS.ProcessEnv, file = ".env"): void {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw fileRefusal(file, "read", error);
  }
  for (const [name, value] of Object.entries(parseEnv(text))) environment[name] ||= value;
}
