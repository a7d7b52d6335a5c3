// What an operator says of a file. Apart from the readers, so that the command line can be described without loading them.

/** A form of a file that can be read. */
export type Format = "csv" | "jsonl" | "json" | "ldif" | "passwd";

/** The forms of files that can be read. */
export const FORMATS: readonly Format[] = ["csv", "jsonl", "json", "ldif", "passwd"];

/** Whether a system can be called so: a short name in lower case. */
export const isSystemName = (name: string): boolean => /^[a-z][a-z0-9-]{0,31}$/.test(name);
