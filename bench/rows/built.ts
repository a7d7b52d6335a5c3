// What an operator runs: the built server, how fast it starts, and the memory that it needs.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  freePort,
  run as runProgram,
  type Program,
  type ProgramOptions,
} from "../../src/testing/process.ts";
import { firstAnswer, page } from "../first-answer.ts";
import { load, requestText } from "../load.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";
import { looking, startSites } from "../sites.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** How much longer than the least possible a start may take, in milliseconds. */
const LONGER = 250;

/** How much memory a server may use, in megabytes: 150, and two hashes at a time of 19 each. */
const MEMORY = 150 + 2 * 19;

export const built: readonly Row[] = [
  {
    name: "start",
    what: "first page after starting the built server",
    limit: "a bare Hono server's, and 250 ms",
    unit: "ms",
    better: "less",
    aim: { atMost: 1 },
    measure: firstPages,
  },
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
    measure: memory,
  },
];

async function firstPages(run: Run): Promise<Figures> {
  build();
  const file = fileURLToPath(new URL("../programs/bare-page.ts", import.meta.url));
  const least = firstPage((port) => start(port, file));
  return takeTurns(
    {
      postern: firstPage((port) => startBuilt(port, run)),
      limit: async () => (await least()) + LONGER,
    },
    run.quick ? 3 : 9,
  );
}

function firstPage(startOn: (port: number) => Program): Measure {
  return async () => {
    const port = await freePort();
    return firstAnswer(`http://localhost:${port}/register`, () => startOn(port));
  };
}

function start(port: number, file: string, more: ProgramOptions = {}): Program {
  const environment = { NODE_ENV: "production", PORT: `${port}`, HOST: "localhost" };
  return runProgram(file, { ...more, environment: { ...environment, ...more.environment } });
}

const startBuilt = (port: number, { folder }: Run): Program =>
  start(port, `${ROOT}dist/cli/main.js`, {
    args: ["start"],
    environment: {
      POSTERN_BASE_URL: `http://localhost:${port}`,
      DATABASE_URL: `sqlite:${folder}/built.db`,
      POSTERN_MAIL_FROM: "accounts@example.com",
      POSTERN_SECRET: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
      SMTP_URL: "smtp://127.0.0.1:9",
    },
  });

/** Half of the requests are for a page without a session, half for JSON with an unconfirmed user's session. */
async function memory(run: Run): Promise<Figures> {
  build();
  const port = await freePort();
  await using program = startBuilt(port, run);
  const url = `http://localhost:${port}`;
  await page(`${url}/register`, program);
  const cookie = await waitingCookie(url);
  const pages = requestText(`${url}/register`, { headers: { accept: "text/html" } });
  const answers = requestText(`${url}/unconfirmed`, { headers: { cookie } });
  let left = run.quick ? 5_000 : 100_000;
  const next = (): string | undefined =>
    (left -= 1) < 0 ? undefined : left % 2 === 0 ? pages : answers;
  await load({ url, next, connections: 16, milliseconds: Infinity, status: 200 });
  const limit = MEMORY;
  if (!run.peers.has("Better Auth")) return { postern: residentIn(program.pid), limit };
  return { postern: residentIn(program.pid), limit, "Better Auth": await memoryOfPeer(run) };
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
  await using sites = await startSites(run, ["Better Auth"], async () => ({
    DATABASE: `sqlite:${run.folder}/memory-peer.db`,
  }));
  const peer = sites.of["Better Auth"];
  const look = await looking(peer, "Better Auth", 16);
  await look(run.quick ? 2_000 : 30_000);
  return residentIn(peer.pid);
}

/** Resident memory of a process, in megabytes. */
function residentIn(pid: number | undefined): number {
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", `${pid}`], { encoding: "utf8" });
  return Number(stdout) / 1_024;
}

function build(): void {
  const { status } = spawnSync(process.execPath, ["scripts/run.mjs", "build"], { cwd: ROOT });
  if (status !== 0) throw new Error("the package could not be built: npm run build");
}
