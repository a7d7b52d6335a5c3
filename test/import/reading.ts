// Reads users from a file or a text, for tests.

import { createReadStream } from "node:fs";
import { readUsers, type ReadUsersOptions, type UserRow } from "../../src/import/read-users.ts";

export const NOW = Date.UTC(2026, 10, 30);

export const fixture = (name: string): URL => new URL(`fixtures/${name}`, import.meta.url);

export type Read = {
  readonly users: readonly UserRow[];
  readonly left: Readonly<Record<string, number>>;
};

/** All users of a file, or why it cannot be read. */
export async function read(
  file: URL | string | AsyncIterable<Uint8Array>,
  options: ReadUsersOptions,
): Promise<Read | string> {
  const bytes =
    typeof file === "string"
      ? textBytes(file)
      : file instanceof URL
        ? createReadStream(file)
        : file;
  const opened = await readUsers(bytes, { now: NOW, ...options });
  if (!opened.ok) return `${opened.reason}: ${opened.detail}`;
  const users: UserRow[] = [];
  for await (const user of opened.value.users) users.push(user);
  return { users, left: Object.fromEntries(opened.value.left()) };
}

async function* textBytes(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** The same, where the file can be read. */
export async function readAll(...from: Parameters<typeof read>): Promise<Read> {
  const found = await read(...from);
  if (typeof found === "string") throw new Error(found);
  return found;
}

/** The records, each as it is, or the problem in words. */
export const shown = ({ users }: Read): readonly unknown[] =>
  users.map((user) => ("record" in user ? user.record : `${user.line}: ${user.problem.detail}`));
