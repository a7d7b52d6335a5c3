// Writes .env.example from the table of variables in docs/configuration.md, which a test compares with the code:
// `node scripts/env-example.ts --write`. Without --write it prints the file.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";

const PROJECT = join(import.meta.dirname, "..");

/** What a server in production cannot start without. */
const REQUIRED = new Set(["NODE_ENV", "POSTERN_BASE_URL", "POSTERN_SECRET", "POSTERN_MAIL_URL"]);

/** Examples of values that have no default. */
const EXAMPLES: Readonly<Record<string, string>> = {
  NODE_ENV: "production",
  POSTERN_BASE_URL: "https://accounts.example.com",
  POSTERN_MAIL_URL: "smtps://user:password@smtp.example.com",
};

/** The whole file: what is required first, the rest as comments. */
export function environmentExample(): string {
  const text = readFileSync(join(PROJECT, "docs/configuration.md"), "utf8");
  const options = new Map(rowsOf(text, "Options").map(([, name = "", ...rest]) => [name, rest]));
  const settings = rowsOf(text, "Environment").flatMap(([, names = "", ...rest]) =>
    names.split(", ").map((name) => {
      const option = options.get(/^option (\S+)$/.exec(rest[1] ?? "")?.[1] ?? "");
      const [otherwise = "", what = ""] = option ?? rest;
      return { name, otherwise, what };
    }),
  );
  const isRequired = ({ name }: { readonly name: string }): boolean => REQUIRED.has(name);
  const heading =
    "# All settings of a Postern server: docs/configuration.md. `postern init` writes the required ones.\n";
  return `${heading}${[
    ...settings.filter(isRequired).map(({ name }) => `${name}=${EXAMPLES[name] ?? ""}\n`),
    ...settings.filter((each) => !isRequired(each)).map(inWords),
  ].join("")}`;
}

const inWords = (setting: {
  readonly name: string;
  readonly otherwise: string;
  readonly what: string;
}): string => {
  const { name, otherwise, what } = setting;
  const lines = [what, otherwise === "" ? "" : `Default: ${otherwise}`].filter(
    (line) => line !== "",
  );
  return `\n${lines.map((line) => `# ${line}\n`).join("")}# ${name}=\n`;
};

/** The cells of the tables below a heading, as plain text. */
const rowsOf = (text: string, heading: string): readonly (readonly string[])[] =>
  (text.split(`\n## ${heading}\n`)[1] ?? "")
    .split("\n## ")[0]!
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => plain(cell.replaceAll("\\|", "|"))));

/** Markdown without its signs. */
const plain = (cell: string): string =>
  cell
    .replace(/\[below\]\((#[^)]*)\)/g, "docs/configuration.md$1")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .trim();

if (argv[1] === import.meta.filename) {
  if (argv.includes("--write")) writeFileSync(join(PROJECT, ".env.example"), environmentExample());
  else process.stdout.write(environmentExample());
}
