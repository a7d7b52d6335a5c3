// Results: stored as JSON, drawn as a chart, written into the documentation.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { writeSection } from "../scripts/page-section.ts";
import { chart } from "./chart.ts";
import { missed, ratioToLimit, ratioToPeer, type Result } from "./ratios.ts";
import type { Aim, Figures, Peer, Row } from "./rows.ts";

const RESULTS = new URL("results/latest.json", import.meta.url);

const CHART = new URL("../docs/performance.svg", import.meta.url);

export function resultOf(row: Row, figures: Figures): Result {
  const { name, what, limit, peers, unit, better, aim } = row;
  return {
    name,
    what,
    limit,
    ...(peers === undefined ? {} : { peers }),
    unit,
    better,
    aim,
    date: new Date().toISOString().slice(0, 10),
    machine: `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}`,
    figures: Object.fromEntries(
      Object.entries(figures).map(([who, figure]) => [who, Number(figure.toPrecision(4))]),
    ) as Figures,
  };
}

/** Replaces the stored result of each row, in the order of `names`. */
export function keep(results: readonly Result[], names: readonly string[]): void {
  const before = keptResults().filter(({ name }) => !results.some((each) => each.name === name));
  const all = names.flatMap((name) =>
    [...before, ...results].filter((result) => result.name === name),
  );
  mkdirSync(new URL(".", RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify({ results: all }, null, 2)}\n`);
}

export function keptResults(): readonly Result[] {
  if (!existsSync(RESULTS)) return [];
  return (JSON.parse(readFileSync(RESULTS, "utf8")) as { results: readonly Result[] }).results;
}

/** The table and the chart of docs/performance.md. */
export function writeDocs(results: readonly Result[]): void {
  writeFileSync(CHART, chart(results));
  const rows = results.map((result) => [
    result.what,
    amount(result.figures.postern, result.unit),
    `${amount(result.figures.limit, result.unit)}: ${result.limit}`,
    `**${toLimit(result)}** (${aimText(result.aim)})`,
    (result.peers ?? []).map((peer) => besidePeer(result, peer)).join("<br>") || "–",
  ]);
  const machines = results.map(({ date, machine }) => `Measured on ${date}: ${machine}.`);
  writeSection(
    "performance",
    { head: ["what", "Postern", "the limit", "to the limit", "times better than"], rows },
    [...new Set(machines)].join("\n"),
    "docs/performance.md",
  );
}

/** For the terminal: one line, as soon as the row is measured. */
export function lineOf(result: Result): string {
  const { what, unit, figures, aim, peers = [] } = result;
  const parts = [
    what.replaceAll("`", "").padEnd(52),
    amount(figures.postern, unit).padStart(18),
    `${toLimit(result)} of the limit (${aimText(aim)})`.padEnd(34),
    ...(figures["before"] === undefined ? [] : [`${toBefore(result)} of before`.padEnd(12)]),
    peers.map((peer) => `${toPeer(result, peer)} × ${peer.name}${aimOf(peer)}`).join(", "),
  ];
  return `${parts.join("  ").trimEnd()}${missed(result) ? "  ← missed" : ""}`;
}

/** How many times as good as the other revision, whichever direction is better. */
const toBefore = ({ figures, better }: Result): string => {
  const before = figures["before"] ?? Number.NaN;
  return (better === "more" ? figures.postern / before : before / figures.postern).toFixed(2);
};

const aimText = (aim: Aim): string => ("atLeast" in aim ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`);

const toLimit = (result: Result): string => ratioToLimit(result).toFixed(2);

function besidePeer(result: Result, peer: Peer): string {
  const figure = result.figures[peer.name];
  if (figure === undefined) return `${peer.name}: was not there`;
  const ratio = `**${toPeer(result, peer)}**${aimOf(peer)}`;
  return `${ratio} ${peer.name}: ${amount(figure, result.unit)}, ${peer.by}`;
}

const aimOf = ({ aim }: Peer): string => (aim === undefined ? "" : ` (≥ ${aim})`);

const toPeer = (result: Result, peer: Peer): string =>
  ratioToPeer(result, peer)?.toFixed(1) ?? "not there:";

/** Such a measurement has no more than three significant digits. */
function amount(figure: number, unit: string): string {
  const digits = Number(figure.toPrecision(3));
  return `${digits.toLocaleString("en-GB", { maximumFractionDigits: 2 })} ${unit}`;
}
