// Lines with colons: htpasswd, the passwd-file of Dovecot, /etc/shadow.

import { linesOf } from "./lines.ts";
import { broken, type Bytes, type FileRow } from "./row.ts";

/** `user:password:…` as `user`, `password`, and what follows by its place: "3", "4" … */
export async function* passwdLines(bytes: Bytes): AsyncIterable<FileRow> {
  for await (const lines of linesOf(bytes)) {
    for (const each of lines) {
      if (!("text" in each)) yield each;
      else if (!/^\s*(?:#|$)/.test(each.text)) yield rowOf(each.text, each.line);
    }
  }
}

function rowOf(text: string, line: number): FileRow {
  const [user, password, ...more] = text.split(":");
  if (password === undefined) return broken(line, "has no colon");
  const rest = more.map((value, index) => [`${index + 3}`, value] as const);
  const value = { user, password, ...Object.fromEntries(rest.filter(([, each]) => each !== "")) };
  return { line, value };
}
