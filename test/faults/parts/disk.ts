// A disk that can be filled and emptied again. As root, it is a small file system; otherwise it is the kernel's
// limit on the size of a process's files, which needs no privileges.

import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aFolder, type Node } from "./node.ts";

export type Disk = Disposable & {
  readonly path: string;
  readonly kind: "a full file system" | "a limit on files";
  /** Leaves only this many more bytes. */
  squeeze(node: Node, bytes: number): void;
  /** Gives room again. */
  relieve(node: Node): void;
};

/** Undefined if the machine has neither. */
export function diskOf(): Disk | undefined {
  if (process.platform !== "linux") return undefined;
  const folder = aFolder();
  return mounted(folder) ?? limited(folder);
}

type Folder = ReturnType<typeof aFolder>;

function mounted(folder: Folder): Disk | undefined {
  const { path } = folder;
  if (!succeeds("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", path)) return undefined;
  const ballast = join(path, "ballast");
  return {
    path,
    kind: "a full file system",
    squeeze(_node, bytes) {
      const { bfree, bsize } = statfsSync(path);
      try {
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bfree * bsize - bytes)));
      } catch (error) {
        // The server wrote in the meantime, and used what should have been left: the disk is as full as
        // possible.
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    },
    relieve: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]() {
      succeeds("umount", "--lazy", path);
      folder[Symbol.dispose]();
    },
  };
}

function limited(folder: Folder): Disk | undefined {
  if (!succeeds("prlimit", "--version")) return undefined;
  // Only the soft limit, so that it can be lifted again.
  const limit = (node: Node, size: string): void =>
    void execFileSync("prlimit", ["--pid", `${node.pid()}`, `--fsize=${size}:`]);
  return {
    path: folder.path,
    kind: "a limit on files",
    squeeze: (node, bytes) => limit(node, `${bytes}`),
    relieve: (node) => limit(node, "unlimited"),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

function succeeds(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
