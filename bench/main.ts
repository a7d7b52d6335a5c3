// How fast Postern is, compared with the least code that can do the same work and with its peers.
//
//   npm run bench                     everything but what takes hours, some minutes
//   npm run bench -- --quick          shorter rounds and smaller tables, for a first look
//   npm run bench -- --only session   the rows whose name begins with it; may be given more than once. Those of ten million
//                                     users are only measured so: --only huge
//   npm run bench -- --against REV    beside another revision of Postern; stores nothing
//   npm run bench -- --folder F       keeps the files of large databases in a folder that exists, and uses them again
//   npm run bench -- --list           the rows' names
//   npm run bench -- --write          measures nothing: writes the stored results into the docs
//
// A full run stores its results in bench/results/latest.json and writes docs/performance.md and its chart; --quick and
// --against store nothing. No result fails a build: other load on the machine is not a bug.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installPeers } from "./peers.ts";
import { checkedOut } from "./revision.ts";
import { keep, keptResults, lineOf, resultOf, writeDocs } from "./report.ts";
import type { Result } from "./ratios.ts";
import { adapters } from "./rows/adapters.ts";
import { built } from "./rows/built.ts";
import { events } from "./rows/events.ts";
import { guarded } from "./rows/guarded.ts";
import { imports } from "./rows/imports.ts";
import { inProcess } from "./rows/in-process.ts";
import { installed } from "./rows/installed.ts";
import { mails } from "./rows/mails.ts";
import { memory } from "./rows/memory.ts";
import { passkeyRows } from "./rows/passkeys.ts";
import { reports } from "./rows/reports.ts";
import { size } from "./rows/size.ts";
import { waiting } from "./rows/waiting.ts";
import { waitingPages } from "./rows/waiting-pages.ts";
import { writing } from "./rows/writing.ts";
import type { Row, Run } from "./rows.ts";

const ROWS: readonly Row[] = [
  ...inProcess,
  ...guarded,
  ...adapters,
  ...passkeyRows,
  ...writing,
  ...events,
  ...waiting,
  ...waitingPages,
  ...mails,
  ...imports,
  ...reports,
  ...size,
  ...built,
  ...memory,
  ...installed,
];

const { values: flags } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    list: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    against: { type: "string" },
    folder: { type: "string" },
  },
});

const names = ROWS.map(({ name }) => name);
const chosen = ROWS.filter(({ name, isOnDemand = false }) =>
  flags.only.length === 0 ? !isOnDemand : flags.only.some((only) => name.startsWith(only)),
);

if (flags.list) for (const { name, what } of ROWS) console.log(`${name.padEnd(20)} ${what}`);
else if (flags.write) writeDocs(keptResults());
else if (chosen.length === 0) throw new Error(`--only: give one of ${names.join(", ")}`);
else await measure();

async function measure(): Promise<void> {
  const peers = await installPeers();
  const folder = flags.folder ?? mkdtempSync(join(tmpdir(), "postern-bench-"));
  const results: Result[] = [];
  await using shared = new AsyncDisposableStack();
  using before = flags.against === undefined ? undefined : checkedOut(flags.against);
  try {
    const run = { quick: flags.quick, folder, peers, shared, before: before?.folder };
    for (const row of chosen) {
      if (row.isPossible?.() === false) console.log(`${row.name} cannot be measured here.`);
      else results.push(await measured(row, run));
    }
  } finally {
    if (flags.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
  if (flags.quick || flags.against !== undefined) return;
  keep(results, names);
  writeDocs(keptResults());
  console.log("\nKept in bench/results/latest.json, and written into docs/performance.md.");
}

async function measured(row: Row, run: Run): Promise<Result> {
  const started = performance.now();
  const result = resultOf(row, await row.measure(run));
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(`${lineOf(result)}  (${seconds} s)`);
  return result;
}
