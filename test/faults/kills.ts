// `kill -9` at random moments while people register: nothing that was committed may be lost.

import { atLeast, atMost, inSeconds, percentile, seen, type Figure } from "./parts/figures.ts";
import { startLoad, type Load } from "./parts/load.ts";
import { aFolder, nodeOf, type Node } from "./parts/node.ts";
import { mailsInHand, passLeases, reckon, takeOverTimes, type InHand } from "./parts/reckoning.ts";
import { startSite } from "./parts/site.ts";
import { sink, type Sink } from "./parts/sink.ts";
import { aWhile, between } from "./parts/wait.ts";
import { outboxIsEmpty } from "./parts/book.ts";

export type Kills = {
  readonly kills: number;
  /** Stops after this many milliseconds if the machine is too slow for that many. */
  readonly within?: number;
  /** Makes claims of dead senders due at once, so that nobody has to wait half a minute. */
  readonly hurry?: boolean;
};

/** One server on SQLite, killed and started again. */
export async function killsOnSqlite({
  kills,
  within = Infinity,
  hurry,
}: Kills): Promise<readonly Figure[]> {
  using folder = aFolder();
  const database = `sqlite:${folder.path}/postern.db`;
  await using mails = sink();
  mails.behave({ pause: thinking });
  await using only = await nodeOf({ name: "a", database, smtpPort: await mails.open("a") });
  await only.start();
  const end = performance.now() + within;
  const load = startLoad({ urls: () => [only.url], ...PEOPLE });
  const inHand: InHand[] = [];
  const kill = async (): Promise<void> => {
    await only.kill("SIGKILL");
    inHand.push(...(await mailsInHand(database)));
  };
  let count = 0;
  try {
    while (count < kills && performance.now() < end) {
      await someMore(load);
      await kill();
      count += 1;
      if (hurry) await passLeases(database, inHand);
      if (count % 3 === 0) count += await killedBeforeItListens(only, kill);
      await only.start();
    }
  } finally {
    await load.stop();
  }
  return await theEnd({ kills: count, database, mails, load, inHand, nodes: [only] });
}

/** Waits for a few more registrations, however slow the machine is, and then a moment. */
async function someMore(load: Load): Promise<void> {
  const wanted = load.committed.size + Math.floor(between(1, 12));
  const end = performance.now() + 4_000;
  while (load.committed.size < wanted && performance.now() < end) await aWhile(20);
  await aWhile(between(0, 100));
}

/** Some processes are killed before they listen. Returns how many. */
async function killedBeforeItListens(node: Node, kill: () => Promise<void>): Promise<number> {
  const start = node.start().catch(() => undefined);
  await aWhile(between(50, 700));
  await kill();
  await start;
  return 1;
}

/** Three nodes on PostgreSQL, which are killed and started again one after the other. */
export async function killsOnPostgres({
  kills,
  within = Infinity,
  hurry,
}: Kills): Promise<readonly Figure[]> {
  await using site = await startSite();
  const { nodes, database, mails } = site;
  mails.behave({ pause: thinking });
  const up = new Set(nodes);
  const end = performance.now() + within;
  const load = startLoad({ urls: () => [...up].map(({ url }) => url), ...PEOPLE });
  const inHand: InHand[] = [];
  let count = 0;
  try {
    while (count < kills && performance.now() < end) {
      await aWhile(between(50, 900));
      const victims = nodes.toSorted(() => between(-1, 1)).slice(0, count % 2 === 0 ? 1 : 2);
      await Promise.all(victims.map((victim) => victim.kill("SIGKILL")));
      count += victims.length;
      // Sometimes people still come to a dead node, as when a load balancer has not noticed yet.
      if (between(0, 1) < 0.5) for (const victim of victims) up.delete(victim);
      inHand.push(...(await mailsInHand(database)));
      if (hurry) await passLeases(database, inHand);
      await Promise.all(victims.map((victim) => victim.start()));
      for (const victim of victims) up.add(victim);
    }
  } finally {
    await load.stop();
  }
  return await theEnd({ kills: count, database, mails, load, inHand, nodes });
}

/** A few, so that a small machine has time left to start what was killed. */
const PEOPLE = { atOnce: 3, pause: 40 };

/** It waits at each final dot, so that a killed sender was handing over mails. */
const thinking = (): number => between(0, 250);

type End = {
  readonly kills: number;
  readonly database: string;
  readonly mails: Sink;
  readonly load: Load;
  readonly inHand: readonly InHand[];
  readonly nodes: readonly Node[];
};

async function theEnd({ kills, nodes, mails, ...run }: End): Promise<readonly Figure[]> {
  await outboxIsEmpty(run.database);
  await Promise.all(nodes.map((node) => node.end()));
  const times = await takeOverTimes({ ...run, sink: mails });
  return [
    atLeast("kills", kills, 1),
    ...(await reckon({ ...run, sink: mails })),
    seen("mails taken over", times.length),
    atMost("take-over, 99th percentile", inSeconds(percentile(times, 0.99)), 60, " s"),
  ];
}
