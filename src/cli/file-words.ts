// Why a file cannot be read or written, for people who do not know the system's error codes.

import { Refused } from "./exit.ts";

const WHY: Readonly<Record<string, string>> = {
  EACCES: "that is not allowed to you",
  EPERM: "that is not allowed to you",
  EISDIR: "it is a folder",
  ENOTDIR: "its path leads through a file",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk is full",
  EROFS: "the disk is read-only",
};

const MISSING = {
  read: "there is no such file",
  written: "there is no such folder",
  used: "there is no such file or folder",
} as const;

/** The refusal for an error of `node:fs`. */
export function fileRefusal(file: string, act: keyof typeof MISSING, error: unknown): Refused {
  const { code = "?" } = error as NodeJS.ErrnoException;
  const why = code === "ENOENT" ? MISSING[act] : WHY[code];
  // A file that is written to a temporary name is reported by the name that the operator gave.
  const name = file.replace(/\.part-\d+$/, "");
  const words = why === undefined ? `(${code})` : `because ${why} (${code})`;
  return new Refused("file", `${name} cannot be ${act} ${words}.`);
}

/** Whether the file system is at fault, which can happen to every command that handles files. */
export const isFileError = (error: Error): boolean => {
  const { code = "", path } = error as NodeJS.ErrnoException;
  return path !== undefined && (code === "ENOENT" || code in WHY);
};
