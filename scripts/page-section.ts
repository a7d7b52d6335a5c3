// The tables that scripts write into the documentation: between `<!-- name -->` and `<!-- /name -->`.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

/** Where most of them stand. */
const PAGE = "docs/how-postern-is-tested.md";

export type Table = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Replaces the section of this name, in the layout that `npm run format` gives. Throws when the page has none. */
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

/** The rows of a section as they stand there now. */
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
