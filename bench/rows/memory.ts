// The memory that the built server needs.

import { spawnSync } from "node:child_process";
import { freePort } from "../../src/testing/process.ts";
import { eachBuild, startBuilt, type Build } from "../builds.ts";
import { page } from "../first-answer.ts";
import { load, requestText } from "../load.ts";
import type { Figures, Row, Run } from "../rows.ts";
import { looking, startSites } from "../sites.ts";

/** How much memory a server may use, in megabytes: 150, and two hashes at a time of 19 each. */
const MEMORY = 150 + 2 * 19;

export const memory: readonly Row[] = [
  {
    name: "memory",
    what: "memory of the built server after 100,000 requests",
    limit: "150 MB, and 19 for each hash at a time",
    peers: [
      {
        name: "Better Auth",
        by: "in the bench's own process, after half a minute of requests",
        aim: 1,
      },
    ],
    unit: "MB",
    better: "less",
    aim: { atMost: 1 },
    measure: afterMany,
  },
  {
    name: "steady-memory",
    what: "memory of the built server after 1,000,000 requests",
    limit: "the same process after 100,000 requests",
    unit: "MB",
    better: "less",
    aim: { atMost: 1.03 },
    measure: afterAMillion,
  },
];

async function afterMany(run: Run): Promise<Figures> {
  const requests = run.quick ? 5_000 : 100_000;
  const { postern, ...others } = eachBuild(run, (build) => async () => {
    const [resident] = await memoryAfter(build, [requests]);
    return resident!;
  });
  const figures: Record<string, number> = {};
  for (const [name, measure] of Object.entries(others)) figures[name] = await measure();
  if (run.peers.has("Better Auth")) figures["Better Auth"] = await memoryOfPeer(run);
  return { ...figures, postern: await postern(), limit: MEMORY };
}

async function afterAMillion(run: Run): Promise<Figures> {
  const marks = run.quick ? [5_000, 50_000] : [100_000, 1_000_000];
  const { postern, before } = eachBuild(run, (build) => () => memoryAfter(build, marks));
  const [limit, after] = await postern();
  const earlier = (await before?.())?.[1];
  return { postern: after!, limit: limit!, ...(earlier !== undefined && { before: earlier }) };
}

/**
 * Megabytes after each of these numbers of requests. Half of them are for a page without a session, half for JSON with an
 * unconfirmed user's session.
 */
async function memoryAfter(build: Build, marks: readonly number[]): Promise<readonly number[]> {
  const port = await freePort();
  await using program = startBuilt(port, build);
  const url = `http://localhost:${port}`;
  await page(`${url}/register`, program);
  const cookie = await waitingCookie(url);
  const pages = requestText(`${url}/register`, { headers: { accept: "text/html" } });
  const answers = requestText(`${url}/unconfirmed`, { headers: { cookie } });
  const figures: number[] = [];
  let asked = 0;
  for (const mark of marks) {
    const next = (): string | undefined =>
      asked === mark ? undefined : (asked += 1) % 2 === 0 ? pages : answers;
    await load({ url, next, connections: 16, milliseconds: Infinity, status: 200 });
    figures.push(residentIn(program.pid));
  }
  program.kill("SIGKILL"); // when asked to stop, it would first wait for its clients
  return figures;
}

async function waitingCookie(url: string): Promise<string> {
  const response = await fetch(`${url}/register`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", origin: url },
    body: JSON.stringify({ email: "ada@example.com", password: "plum tree by the river" }),
  });
  if (response.status !== 201) throw new Error(await response.text());
  return response.headers.getSetCookie()[0]!.split(";")[0]!;
}

async function memoryOfPeer(run: Run): Promise<number> {
  const alone = { ...run, before: undefined };
  await using sites = await startSites(alone, ["Better Auth"], async () => ({
    DATABASE: `sqlite:${run.folder}/memory-peer.db`,
  }));
  const peer = sites.of["Better Auth"];
  const look = await looking(peer, "Better Auth", 16);
  await look(run.quick ? 2_000 : 30_000);
  return residentIn(peer.pid);
}

/** Resident memory of a process, in megabytes. */
export function residentIn(pid: number | undefined): number {
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", `${pid}`], { encoding: "utf8" });
  return Number(stdout) / 1_024;
}
