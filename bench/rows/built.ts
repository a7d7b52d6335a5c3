// How fast what an operator runs is there: the built server, and the built command line.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort, type Program } from "../../src/testing/process.ts";
import { eachBuild, startBuilt, startOn, type Build } from "../builds.ts";
import { firstAnswer, page } from "../first-answer.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";

/** How much longer than the least possible a start may take, in milliseconds. */
const LONGER = 250;

/** How much longer than an empty program the help may take, in milliseconds. */
const HELP_LONGER = 50;

export const built: readonly Row[] = [
  {
    name: "start",
    what: "first page after starting the built server, not for the first time",
    limit: "a bare Hono server's, and 250 ms",
    unit: "ms",
    better: "less",
    aim: { atMost: 1 },
    measure: firstPages,
  },
  {
    name: "help",
    what: "`postern --help`, built, from its start to its end",
    limit: "an empty program's, and 50 ms",
    unit: "ms",
    better: "less",
    aim: { atMost: 1 },
    measure: helpPages,
  },
];

async function firstPages(run: Run): Promise<Figures> {
  const bare = fileURLToPath(new URL("../programs/bare-page.ts", import.meta.url));
  const least = firstPage((port) => startOn(port, bare));
  const builds = eachBuild(run, (build) => build);
  for (const build of Object.values(builds)) await startOnce(build);
  const pageOf = (build: Build): Measure => firstPage((port) => startBuilt(port, build));
  return takeTurns(
    {
      postern: pageOf(builds.postern),
      ...(builds["before"] && { before: pageOf(builds["before"]) }),
      limit: async () => (await least()) + LONGER,
    },
    run.quick ? 3 : 9,
  );
}

/** A start is measured as it is from the second on: the first one keeps what V8 made of the program. */
async function startOnce(build: Build): Promise<void> {
  const port = await freePort();
  await using program = startBuilt(port, build);
  await page(`http://localhost:${port}/register`, program);
}

function firstPage(startAt: (port: number) => Program): Measure {
  return async () => {
    const port = await freePort();
    return firstAnswer(`http://localhost:${port}/register`, () => startAt(port));
  };
}

function helpPages(run: Run): Promise<Figures> {
  const empty = timeOf("--eval", "");
  return takeTurns(
    {
      ...eachBuild(run, ({ main }) => timeOf(main, "--help")),
      limit: async () => (await empty()) + HELP_LONGER,
    },
    run.quick ? 3 : 21,
  );
}

/** How long a program takes from its start to its end, in milliseconds. */
function timeOf(...args: readonly string[]): Measure {
  return async () => {
    const startedOn = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`it ended with ${status}: ${stderr}`);
    return performance.now() - startedOn;
  };
}
