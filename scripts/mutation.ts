// Changes the code in every small way that Stryker knows, and checks whether a test notices.
//
//   npm run mutation                     everything: about an hour; results of unchanged code are kept
//   npm run mutation -- domain           only the rules of src/domain; or only the `flows`
//   npm run mutation -- domain --only link,code   only these files
//   npm run mutation -- --write          changes nothing: writes the last scores into the docs
//
// Stryker has a package folder of its own, scripts/mutation/, installed when it is first needed: it
// brings more packages than all the others. What survived is said at the end, and shown in .stryker/survivors.html.
// A constant that survived is not asked about again when only tests have changed: remove .stryker/ for that.

import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { writeSection } from "./page-section.ts";

const PARTS = ["domain", "flows"] as const;

type Part = (typeof PARTS)[number];

const FILES: Readonly<Record<Part, readonly string[]>> = {
  domain: ["src/domain/**/*.ts"],
  flows: [
    "src/features/confirmation/{confirmation,mailboxes,waiting}.ts",
    "src/identity/{sessions,complete-log-in,enrol}.ts",
    "src/features/password-reset/password-reset.ts",
    "src/features/email-change/email-change.ts",
  ],
};

const STRYKER = "scripts/mutation/node_modules/@stryker-mutator/core/bin/stryker.js";
const CONFIG = "scripts/mutation/stryker.json";

/** Stryker's report on a part: it tests again only what has changed since. */
const reportOf = (part: Part): string => `.stryker/${part}.json`;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, write: { type: "boolean", default: false } },
});
const unknown = positionals.find((name) => !PARTS.some((part) => part === name));
if (unknown !== undefined) throw new Error(`There is no part ${unknown}: ${PARTS.join(" or ")}`);

if (flags.write) writeScores();
else mutate(PARTS.filter((part) => positionals.length === 0 || positionals.includes(part)));

function mutate(parts: readonly Part[]): void {
  for (const part of parts) {
    const files = ["--mutate", filesOf(part).join(","), "--incrementalFile", reportOf(part)];
    // A constant is evaluated before any test, so all tests have to run for it: only fast ones.
    const which = part === "domain" ? files : [...files, "--ignoreStatic"];
    const { status } = spawnSync(process.execPath, [STRYKER, "run", CONFIG, ...which], {
      stdio: "inherit",
      env: { ...process.env, MUTATED: part },
    });
    process.exitCode ||= status ?? 1;
  }
}

function filesOf(part: Part): readonly string[] {
  const wanted = flags.only?.split(",");
  const files = FILES[part]
    .flatMap((pattern) => globSync(pattern))
    .filter((file) => !/\.(test|d)\.ts$/.test(file))
    .filter((file) => wanted?.includes(basename(file, ".ts")) ?? true);
  if (files.length === 0) throw new Error(`--only: no file of ${part} has such a name`);
  return files.toSorted();
}

type Report = {
  readonly files: Readonly<
    Record<string, { readonly mutants: readonly { readonly status: string }[] }>
  >;
};

function writeScores(): void {
  const asked = PARTS.map(reportOf).filter((report) => existsSync(report));
  const files = asked
    .flatMap((report) => Object.entries((JSON.parse(readFileSync(report, "utf8")) as Report).files))
    .map(([file, { mutants }]) => ({ file: file.replace(/^src\//, ""), mutants }))
    .toSorted((one, other) => (one.file < other.file ? -1 : 1));
  const all = { file: "all", mutants: files.flatMap(({ mutants }) => mutants) };
  const rows = [...files, all].map(({ file, mutants }) => rowOf(file, mutants));
  const day = Math.max(...asked.map((report) => statSync(report).mtimeMs));
  writeSection(
    "mutation",
    { head: ["in", "changes", "noticed", "not noticed", "score"], rows },
    `Asked last on ${new Date(day).toISOString().slice(0, 10)}.`,
  );
}

/** A mutant that makes the tests run forever was noticed; one that does not compile does not count. */
function rowOf(name: string, mutants: readonly { readonly status: string }[]): readonly string[] {
  const count = (...statuses: readonly string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const not = count("Survived", "NoCoverage");
  const score = noticed + not === 0 ? "–" : `${((100 * noticed) / (noticed + not)).toFixed(1)} %`;
  return [`\`${name}\``, `${noticed + not}`, `${noticed}`, `${not}`, score];
}
