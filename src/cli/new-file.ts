// Files that a command makes: complete or not at all, readable only for their owner, and never replacing
// another one unless told to.

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { Refused } from "./exit.ts";
import { fileRefusal } from "./file-words.ts";

/** Refuses if the file exists. This is also checked before the work, so that nobody waits for nothing. */
export function refuseExisting(file: string, { force }: { readonly force?: true }): void {
  if (force || !existsSync(file)) return;
  throw new Refused(
    "file-exists",
    `${file} already exists. Name another file, or replace it with --force.`,
  );
}

/** The same, for commands that replace no file. */
export function refuseTaken(file: string): void {
  if (existsSync(file)) throw taken(file);
}

export const taken = (file: string): Refused =>
  new Refused("file-exists", `${file} already exists. Name another file, or remove it.`);

/** Opens a new file. Other users of this machine must not read what people's data is in it. */
export function openNew(file: string): number {
  try {
    return openSync(file, "wx", 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === "EEXIST" ? taken(file) : fileRefusal(file, "written", error);
  }
}

/** Writes to a temporary name next to the place, and moves the file there once it is on the disk. */
export function writeWhole(file: string, text: string, flags: { readonly force?: true }): void {
  refuseExisting(file, flags);
  const part = `${file}.part-${process.pid}`;
  try {
    const handle = openSync(part, "wx", 0o600);
    writeFileSync(handle, text);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw fileRefusal(file, "written", error);
  }
}
