// `postern db copy`: copies a whole site into another database, of either kind.

import { systemClock } from "../../adapters/system-clock.ts";
import {
  beginCopy,
  discardCopy,
  endCopy,
  markOf,
  tablesOf,
  targetState,
  type Database,
  type Table,
  type TargetState,
} from "../../stores/sql/copy.ts";
import {
  completeTables,
  migrationStatus,
  refuseUnfinishedCopy,
  refuseUnknownFeatures,
} from "../../stores/sql/migrate.ts";
import { compareTable, copyTable, countAll, counter, type Ends } from "../copying.ts";
import { isMissing, isPostgres, openNamed, withoutPassword } from "../database-url.ts";
import { databaseConfig } from "../with-database.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say, styled, table as printedTable } from "../output.ts";
import { progress } from "../progress.ts";

type Flags = {
  readonly from?: string;
  readonly to: string;
  readonly dryRun?: true;
  readonly restart?: true;
};

/** Copies everything, or what an interrupted copy left; or only says what it would do. */
export async function copySite(flags: Flags, globals: Globals): Promise<void> {
  const { database, features } = await databaseConfig(process.env, globals);
  const source = flags.from ?? database;
  refuseUrls(source, flags.to);
  const from = await open(source, features);
  try {
    await refuseSource(from, source);
    if (flags.dryRun) await rehearse(from, source, flags, globals);
    else await move(from, source, flags, globals);
  } finally {
    await from.driver.close();
  }
}

async function rehearse(
  from: Database,
  source: string,
  flags: Flags,
  globals: Globals,
): Promise<void> {
  const tables = await tablesOf(from);
  const counts = await countAll(from, tables);
  const to = isMissing(flags.to) ? undefined : await open(flags.to, from.features);
  try {
    const state: TargetState = to === undefined ? { kind: "empty" } : await targetState(to);
    refuseTarget(state, await markOf(from), flags);
    report(
      counts,
      { source, target: flags.to, dryRun: true, resumed: state.kind === "unfinished" },
      globals,
    );
  } finally {
    await to?.driver.close();
  }
}

async function move(from: Database, source: string, flags: Flags, globals: Globals): Promise<void> {
  if ((await from.driver.takeAlone?.()) === false) {
    throw new Refused(
      "source-in-use",
      `${withoutPassword(source)} is in use. Stop its server first: what is written while rows are copied would be lost.`,
    );
  }
  const to = await open(flags.to, from.features);
  try {
    const resumed = await prepareTarget(from, to, flags);
    const tables = await tablesOf(from);
    await copyAll({ from, to }, tables);
    const counts = await compareAll({ from, to }, tables);
    await endCopy(to);
    report(counts, { source, target: flags.to, dryRun: false, resumed }, globals);
  } finally {
    await to.driver.close();
  }
}

async function open(url: string, features: Database["features"]): Promise<Database> {
  return { driver: await openNamed(url, features), features };
}

function refuseUrls(source: string, target: string): void {
  for (const [option, url] of Object.entries({ "--from": source, "--to": target })) {
    if (isPostgres(url) || /^sqlite:(?!:memory:)./.test(url)) continue;
    throw new Refused(
      "database-url",
      `${option}: use sqlite:PATH or postgres://user:password@host/database`,
      exitCodes.usage,
    );
  }
  if (source === target) throw new Refused("same-database", "Source and target are the same.");
  if (!isMissing(source)) return;
  throw new Refused("no-database", `There is no database at ${source}.`, exitCodes.store);
}

async function refuseSource({ driver, features = [] }: Database, url: string): Promise<void> {
  const missing = (await migrationStatus(driver, features)).filter(
    ({ appliedOn }) => appliedOn === null,
  );
  if (missing.length > 0) {
    throw new Refused(
      "not-migrated",
      `The source lacks ${missing.length} of the migrations. Apply them with: postern db migrate --database ${withoutPassword(url)}`,
      exitCodes.store,
    );
  }
  await refuseUnfinishedCopy(driver);
  await refuseUnknownFeatures(driver, features);
}

/** Starts a copy, or finds where to continue. Returns whether there was a copy to continue. */
async function prepareTarget(from: Database, to: Database, flags: Flags): Promise<boolean> {
  const mark = await markOf(from);
  const state = await targetState(to);
  refuseTarget(state, mark, flags);
  await completeTables(to.driver, systemClock.now(), to.features);
  const resumed = state.kind === "unfinished" && flags.restart !== true;
  if (resumed) return true;
  await discardCopy(to);
  await beginCopy(to, mark, await tablesOf(from));
  return false;
}

function refuseTarget(state: TargetState, mark: string, { restart }: Flags): void {
  if (state.kind === "empty") return;
  if (state.kind === "unfinished") {
    if (state.source === mark || restart) return;
    throw new Refused(
      "other-source",
      "The target contains an unfinished copy of another database. To discard it and start again: --restart",
    );
  }
  const why = {
    filled: "The target is not empty",
    foreign: "The target has tables of these names that are not Postern's",
  }[state.kind];
  throw new Refused("target-not-empty", `${why}. Name a new, empty database.`);
}

async function copyAll(ends: Ends, tables: readonly Table[]): Promise<void> {
  const shown = progress("rows copied", total(await countAll(ends.from, tables)));
  const counted = counter(shown);
  const end = new AbortController();
  process.once("SIGINT", () => end.abort());
  for (const table of tables) await copyTable(ends, table, counted, end.signal);
  shown.end();
  if (!end.signal.aborted) return;
  throw new Refused(
    "interrupted",
    "Stopped. Run the same command again, and it continues where it stopped.",
    exitCodes.interrupted,
  );
}

async function compareAll(
  ends: Ends,
  tables: readonly Table[],
): Promise<ReadonlyMap<string, number>> {
  const shown = progress("rows compared", 2 * total(await countAll(ends.from, tables)));
  const counted = counter(shown);
  const compared = new Map<string, number>();
  for (const table of tables) compared.set(table.name, await compareTable(ends, table, counted));
  shown.end();
  return compared;
}

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, rows) => sum + rows, 0);

type Summary = {
  readonly source: string;
  readonly target: string;
  readonly dryRun: boolean;
  readonly resumed: boolean;
};

function report(
  counts: ReadonlyMap<string, number>,
  { source, target, dryRun, resumed }: Summary,
  globals: Globals,
): void {
  const [from, to] = [withoutPassword(source), withoutPassword(target)];
  const tables = [...counts].map(([name, rows]) => ({ name, rows }));
  if (globals.json) return printJson({ from, to, dryRun, resumed, tables, rows: total(counts) });
  const state = dryRun ? "to be copied" : styled("green", "the same");
  print(
    printedTable(
      [{ title: "table" }, { title: "rows", right: true }, { title: dryRun ? "" : "compared" }],
      tables.map(({ name, rows }) => [name, rows.toLocaleString("en"), state]),
    ),
  );
  if (dryRun) return say(`Nothing was changed. ${count(total(counts), "row")} would go to ${to}.`);
  say(
    `Everything is in ${to}. Start the server with DATABASE_URL of it and with the same POSTERN_SECRET, and keep the old database until you have seen it work.`,
  );
}
