// The tables that scripts write into the documentation, between `<!-- name -->` and `<!-- /name -->`.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

/** The page that has most of them. */
const PAGE = "docs/how-postern-is-tested.md";

export type Table = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/**
 * Replaces the section of this name, in the format of `npm run format`. Throws if the page has no such section.
 */
export function writeSection(name: string, table: Table, note = "", page = PAGE): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = readFileSync(page, "utf8").split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${page} has no section ${begin} … ${end}`);
  const parts = [begin, markdownOf(table), ...(note === "" ? [] : [note]), end];
  writeFileSync(page, `${before}${parts.join("\n\n")}${after}`);
  const prettier = "node_modules/prettier/bin/prettier.cjs";
  execFileSync(process.execPath, [prettier, "--write", "--log-level", "warn", page]);
}

/** The current rows of a section. */
export function readRows(name: string, page = PAGE): readonly (readonly string[])[] {
  const section = readFileSync(page, "utf8").split(`<!-- ${name} -->`)[1] ?? "";
  const lines = section
    .split(`<!-- /${name} -->`)[0]!
    .split("\n")
    .filter((line) => line[0] === "|");
  return lines.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("\\|", "|")),
  );
}

function markdownOf({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
