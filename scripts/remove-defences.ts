// Removes each defence in a copy of this checkout, and checks whether a test notices.
//
//   npm run defences                  all of them, as a table
//   npm run defences -- --only code   those whose name contains "code"
//   npm run defences -- --new         those that are not in the table yet
//   npm run defences -- --write       also writes the table into docs/how-postern-is-tested.md
//
// Exits with 1 when a defence can be removed unnoticed, or is no longer where its entry says.

import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { DEFENCES, type Defence } from "./defences.ts";
import { readRows, writeSection } from "./page-section.ts";

const { values: flags } = parseArgs({
  options: {
    only: { type: "string" },
    new: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

type Row = readonly string[];

type Seen = { readonly defence: Defence; readonly failed: readonly string[] };

const folder = copyOfCheckout();
try {
  const known = new Map(readRows("defences").map((row) => [row[0], row]));
  const chosen = DEFENCES.filter(
    ({ name }) => name.includes(flags.only ?? "") && !(flags.new && known.has(name)),
  );
  const seen = chosen.map((defence, index) => {
    const found = { defence, failed: testsThatFailWithout(defence) };
    console.log(`${index + 1}/${chosen.length} ${lineOf(found)}`);
    return found;
  });
  if (flags.write) writeTable(seen, known);
  const unnoticed = seen.filter(({ failed }) => failed.length === 0);
  console.log(`${seen.length - unnoticed.length} noticed, ${unnoticed.length} unnoticed`);
  process.exitCode = unnoticed.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function copyOfCheckout(): string {
  const copy = mkdtempSync(join(tmpdir(), "postern-defences-"));
  const files = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => name !== "" && existsSync(name))) {
    cpSync(file, join(copy, file), { recursive: true });
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** The names of the tests that fail without a defence; none if it can be removed unnoticed. */
function testsThatFailWithout({
  name,
  file,
  code,
  without,
  noticedBy,
}: Defence): readonly string[] {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (text.split(code).length !== 2) {
    throw new Error(
      `"${name}" does not stand exactly once in ${file}: mend its entry in scripts/defences.ts`,
    );
  }
  writeFileSync(
    path,
    text.replace(code, () => without),
  );
  const run = spawnSync(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--bail",
      "1",
      "--maxWorkers",
      "1", // the same test notices each time
      "--reporter",
      "json",
      "--outputFile",
      "report.json",
      ...noticedBy,
    ],
    { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  writeFileSync(path, text);
  return failuresIn(join(folder, "report.json"), run.stdout + run.stderr);
}

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

function failuresIn(reportFile: string, output: string): readonly string[] {
  if (!existsSync(reportFile)) throw new Error(`vitest gave no report:\n${output.slice(-2000)}`);
  const report = JSON.parse(readFileSync(reportFile, "utf8")) as Report;
  rmSync(reportFile);
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => fullName.trim()),
  );
}

function lineOf({ defence, failed }: Seen): string {
  return `${defence.name} → ${failed[0] ?? "UNNOTICED"}`;
}

/** Defences that were not removed this time keep their row. */
function writeTable(seen: readonly Seen[], known: ReadonlyMap<string | undefined, Row>): void {
  const rows = new Map(seen.map((each) => [each.defence.name, rowOf(each)]));
  writeSection("defences", {
    head: ["without this defence", "in", "this fails"],
    rows: DEFENCES.flatMap(({ name }) => {
      const row = rows.get(name) ?? known.get(name);
      return row === undefined ? [] : [row];
    }),
  });
}

function rowOf({ defence, failed }: Seen): Row {
  const room = dirname(defence.file).replace(/^src\//, "");
  return [defence.name, `\`${room}\``, failed[0] ?? "**unnoticed**"];
}
