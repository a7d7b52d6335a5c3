// Thousands of people wait at once for their confirmation, each with the page open.

import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort, type Program } from "../../src/testing/process.ts";
import { eachBuild, startBuilt, startOn } from "../builds.ts";
import { page } from "../first-answer.ts";
import { load, requestText } from "../load.ts";
import { residentIn } from "./memory.ts";
import { program, type Program as Helper } from "../program.ts";
import type { Figures, Row, Run } from "../rows.ts";
import { openStreams, type Streams } from "../streams.ts";

/** How long it may take until a page hears of its confirmation, in milliseconds. */
const HEARD_WITHIN = 3_000;

const CONFIRMATIONS = 400;

const isPossible = (): boolean => {
  const { userLimits } = process.report.getReport() as unknown as Report;
  const { hard } = userLimits.open_files ?? { hard: "unlimited" };
  return hard === "unlimited" || Number(hard) > 11_000;
};

type Report = { readonly userLimits: { readonly open_files?: { readonly hard: string | number } } };

export const waitingPages: readonly Row[] = [
  {
    name: "waiting-memory",
    what: "memory of 10,000 waiting pages, over the idle built server",
    limit: "as many streams of a bare `node:http` server, with the same flags",
    unit: "MB",
    better: "less",
    aim: { atMost: 1.3 },
    isPossible,
    measure: memories,
  },
  {
    name: "waiting-seen",
    what: "99th percentile until an open page knows of its confirmation",
    limit: "three seconds",
    unit: "ms",
    better: "less",
    aim: { atMost: 1 },
    isPossible,
    measure: (run) =>
      atSite(run, async (site) => {
        using _ = await site.openAll();
        return { postern: slowest(await site.confirmSome()), limit: HEARD_WITHIN };
      }),
  },
  {
    name: "waiting-busy",
    what: "99th percentile of a guarded request with 10,000 waiting pages open",
    limit: "the same with none open",
    unit: "ms",
    better: "less",
    aim: { atMost: 2 },
    isPossible,
    measure: (run) =>
      atSite(run, async (site) => {
        await site.look();
        const limit = slowest(await site.look());
        using _ = await site.openAll();
        await wait(2_000);
        return { postern: slowest(await site.look()), limit };
      }),
  },
];

async function memories(run: Run): Promise<Figures> {
  const postern = await atSite(run, (site) => site.memoryOfAll());
  return { postern, limit: await bareMemory(run) };
}

type Site = {
  openAll(): Promise<Streams>;
  /** Megabytes. */
  memoryOfAll(): Promise<number>;
  /** Milliseconds from each confirmation until its page knows. */
  confirmSome(): Promise<readonly number[]>;
  /** Milliseconds of each of many guarded requests, one after the other. */
  look(): Promise<readonly number[]>;
};

/** A built server with people who wait, and one who has confirmed. */
async function atSite<Value>(run: Run, measure: (site: Site) => Promise<Value>): Promise<Value> {
  const { postern: build } = eachBuild({ folder: run.folder, before: undefined }, (each) => each);
  const database = `${run.folder}/waiting-${(sites += 1)}.db`;
  await using people = await program("./programs/waiting-people.ts", {
    DATABASE: `sqlite:${database}`,
  });
  const count = run.quick ? 1_000 : 10_000;
  const cookies = await people.ask<string[]>("fill", { count });
  const port = await freePort();
  await using server = startBuilt(port, { ...build, database }, BEHIND_A_PROXY);
  const url = `http://localhost:${port}`;
  await page(`${url}/register`, server);
  try {
    return await measure(siteOf(url, server, people, cookies, run));
  } finally {
    server.kill("SIGKILL"); // when asked to stop, it would first wait for its clients
  }
}

let sites = 0;

const BEHIND_A_PROXY = { POSTERN_TRUSTED_PROXIES: "127.0.0.0/8, ::1" };

function siteOf(
  url: string,
  server: Program,
  people: Helper,
  cookies: readonly string[],
  { quick }: Run,
): Site {
  const own = `${url}/unconfirmed`;
  /** Each from a client of its own, as a proxy says. */
  const headers = cookies.map((cookie, person) => ({
    cookie,
    "x-forwarded-for": `198.18.${person >> 8}.${person & 255}`,
  }));
  const hears = new Map<number, Promise<void>>();
  return {
    async openAll() {
      const streams = await openStreams(own, headers);
      for (const person of headers.keys()) hears.set(person, streams.told(person));
      return streams;
    },
    memoryOfAll: () => memoryOf(server, () => openStreams(own, headers), cookies.length),
    async confirmSome() {
      const took: number[] = [];
      const knows: Promise<void>[] = [];
      const all = quick ? 40 : CONFIRMATIONS;
      for (let time = 0; time < all; time += 1) {
        const person = Math.floor((time * cookies.length) / all);
        await people.ask("confirm", { person });
        const since = performance.now();
        knows.push(
          (hears.get(person) ?? Promise.reject(new Error("nobody listens"))).then(async () => {
            const answer = await fetch(own, {
              headers: { ...headers[person], accept: "application/json" },
            });
            const text = await answer.text();
            if (!text.includes('"state":"confirmed"')) throw new Error(`told, and: ${text}`);
            took.push(performance.now() - since);
          }),
        );
        await wait(50); // so that they are spread over the seconds between two looks
      }
      await Promise.all(knows);
      return took;
    },
    async look() {
      await people.ask("confirm", { person: 0 }).catch(() => undefined); // once
      const request = requestText(`${url}/profile`, { headers: headers[0]! });
      const milliseconds = quick ? 1_000 : 10_000;
      const asked = { url, next: () => request, connections: 1, milliseconds, status: 200 };
      return (await load(asked)).latencies;
    },
  };
}

async function bareMemory({ folder, quick }: Run): Promise<number> {
  const { flags, allocator } = eachBuild({ folder, before: undefined }, (build) => build).postern;
  const bare = fileURLToPath(new URL("../programs/bare-streams.mjs", import.meta.url));
  const [file, ...args] = [...flags, bare] as const;
  const port = await freePort();
  await using server = startOn(port, file, { args, environment: allocator });
  const url = `http://localhost:${port}`;
  await page(url, server);
  const headers = Array.from({ length: quick ? 1_000 : 10_000 }, () => ({}));
  return await memoryOf(server, () => openStreams(`${url}/stream`, headers), headers.length);
}

/** By how many megabytes a server grows while streams are open, with the garbage of opening them as it is. */
async function memoryOf(
  server: Program,
  open: () => Promise<Streams>,
  count: number,
): Promise<number> {
  await wait(3_000);
  const idle = residentIn(server.pid);
  using streams = await open();
  await wait(5_000);
  if (streams.count() !== count) throw new Error(`${streams.count()} of ${count} are open`);
  const full = residentIn(server.pid);
  console.log(`${count} streams: ${idle.toFixed(0)} MB before, ${full.toFixed(0)} MB with them`);
  return full - idle;
}

const slowest = (took: readonly number[]): number =>
  took.toSorted((one, other) => one - other)[Math.ceil(took.length * 0.99) - 1] ?? Number.NaN;
