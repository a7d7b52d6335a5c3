// What people wait for while others keep the server busy, and for the first page after a start.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Load } from "../load.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";
import { looking, registering, startSites } from "../sites.ts";

/** What a start may take longer than the least there is, in milliseconds. */
const LONGER = 250;

export const waiting: readonly Row[] = [
  {
    name: "busy",
    what: "99th percentile of a guarded request while people register, SQLite",
    limit: "the same with nobody registering",
    peers: [{ name: "Better Auth", by: "its session route, while people sign up", aim: 1 }],
    unit: "ms",
    better: "less",
    aim: { atMost: 5 },
    measure: whileOthersRegister,
  },
  {
    name: "start",
    what: "first page after starting the built server",
    limit: "a bare Hono server's, and 250 ms",
    unit: "ms",
    better: "less",
    aim: { atMost: 1 },
    measure: firstPages,
  },
];

async function whileOthersRegister(run: Run): Promise<Figures> {
  await using sites = await startSites(run, ["postern", "Better Auth"], async (who) => ({
    DATABASE: `sqlite:${run.folder}/busy-${who}.db`,
    HASH: "argon2",
  }));
  const milliseconds = run.quick ? 1_000 : 3_000;
  const alone = await looking(sites.of.postern, "postern", 1);
  const measures = await sites.each(async (of, who) => {
    const [look, register] = [await looking(of, who, 1), await registering(of, who, CROWD)];
    return async () =>
      slowest((await Promise.all([look(milliseconds), register(milliseconds)]))[0]);
  });
  const limit = async () => slowest(await alone(milliseconds));
  return await takeTurns({ ...measures, limit }, run.quick ? 3 : 5);
}

/** More at a time than there are cores to hash their passwords. */
const CROWD = 8;

const slowest = ({ latencies }: Load): number =>
  latencies[Math.ceil(latencies.length * 0.99) - 1] ?? Number.NaN;

async function firstPages({ quick, folder }: Run): Promise<Figures> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const build = spawn(process.execPath, ["scripts/run.mjs", "build"], {
    cwd: root,
    stdio: "ignore",
  });
  const [code] = (await once(build, "exit")) as [number];
  if (code !== 0) throw new Error("the package could not be built: npm run build");
  const bare = fileURLToPath(new URL("../programs/bare-page.ts", import.meta.url));
  const least = firstPage([bare], {});
  const settings = {
    DATABASE_URL: `sqlite:${folder}/start.db`,
    POSTERN_MAIL_FROM: "accounts@example.com",
    POSTERN_SECRET: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
    SMTP_URL: "smtp://127.0.0.1:9",
  };
  return takeTurns(
    {
      postern: firstPage([`${root}dist/cli/main.js`, "start"], settings),
      limit: async () => (await least()) + LONGER,
    },
    quick ? 3 : 9,
  );
}

/** From starting the process to the end of its first page, in milliseconds. */
function firstPage(
  command: readonly string[],
  settings: Readonly<Record<string, string>>,
): Measure {
  return async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      PORT: `${port}`,
      HOST: "127.0.0.1",
      POSTERN_BASE_URL: `http://localhost:${port}`,
    };
    const start = performance.now();
    const child = spawn(process.execPath, command, {
      env: { ...process.env, NODE_ENV: "production", ...environment, ...settings },
      stdio: "ignore",
    });
    try {
      await page(`${url}/register`, child);
      return performance.now() - start;
    } finally {
      child.kill("SIGKILL");
    }
  };
}

async function page(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.status === 200) return void (await response.text());
    if (child.exitCode !== null) throw new Error(`a server ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
