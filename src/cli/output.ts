// What a command prints: results on stdout, messages on stderr, colours only on a terminal.

import { styleText } from "node:util";
import { jsonText } from "../domain/json-text.ts";

type Style = "bold" | "dim" | "green" | "yellow" | "red" | "cyan";

/** Node omits the style if stdout is not a terminal, and if NO_COLOR is set. */
export const styled = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout });

/** A result. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** The result of `--json`: one document. */
export const printJson = (value: unknown): void => print(jsonText(value, 2));

/** A message: what is being done, what to do next. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

export { iso } from "../domain/time.ts";

/** A point in time for people, in a table: "2026-11-22 13:05", in UTC. */
export const shortTime = (instant: number | null): string =>
  instant === null ? "–" : new Date(instant).toISOString().slice(0, 16).replace("T", " ");

export type Column = { readonly title: string; readonly right?: true; readonly style?: Style };

/** A table with aligned columns; a column's style is applied after the widths are known. */
export function table(columns: readonly Column[], lines: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...lines.map((line) => (line[at] ?? "").length)),
  );
  const pad = (text: string, at: number): string =>
    columns[at]?.right ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
  const heading = columns.map(({ title }, at) => pad(title, at)).join("  ");
  const body = lines.map((line) =>
    line
      .map((cell, at) => {
        const style = columns[at]?.style;
        return style === undefined ? pad(cell, at) : styled(style, pad(cell, at));
      })
      .join("  ")
      .trimEnd(),
  );
  return [styled("bold", heading.trimEnd()), ...body].join("\n");
}

/** Facts below each other, with aligned values. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${styled("dim", name.padEnd(width))}  ${value}`).join("\n");
}

/** "1 user", "2 users". */
export const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** A mail server's answer comes from a stranger, so it must not be able to control the terminal. */
export const oneLine = (text: string | null, most = 100): string =>
  (text ?? "").replace(/[\p{Cc}\p{Cf}]+/gu, " ").slice(0, most);
