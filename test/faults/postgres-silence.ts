// The connection to PostgreSQL goes silent under load: nothing is transmitted, but every connection stays open.
// Alternately, new connections work, as after a firewall forgot the old ones, or are silent, too.

import { ask, outboxIsEmpty } from "./parts/book.ts";
import { atLeast, atMost, exactly, inSeconds, seen, type Figure } from "./parts/figures.ts";
import { startLoad, type Load } from "./parts/load.ts";
import type { Node } from "./parts/node.ts";
import { mailsInHand, reckon, takeOverTimes, type InHand } from "./parts/reckoning.ts";
import { startSite, type Site } from "./parts/site.ts";
import { aWhile, between, until } from "./parts/wait.ts";

export type Silences = {
  /** How often each of the two happens. */
  readonly rounds: number;
  /** For how many milliseconds nothing is transmitted. */
  readonly silence: number;
};

/** Milliseconds from the moment at which the connection went silent, or worked again. */
type Round = {
  /** Until no node reported to be ready; not required if new connections worked. */
  readonly untilNobodyIsReady?: number;
  readonly untilRegistered: number;
  readonly untilReady: number;
  readonly untilMailed: number;
};

/** Nothing is done to the nodes, which use their real time limits. */
export async function postgresSilence({ rounds, silence }: Silences): Promise<readonly Figure[]> {
  await using site = await startSite({ throughProxy: true });
  const { nodes, database, mails } = site;
  mails.behave({ pause: () => between(0, 100) });
  const pids = nodes.map((node) => node.pid());
  const load = startLoad({ urls: () => nodes.map(({ url }) => url), atOnce: 6 });
  const inHand: InHand[] = [];
  const [others, whole]: [Round[], Round[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      others.push(await onlyThoseThatAreOpen(site, load, inHand));
      await areOver(database, inHand);
      whole.push(await everything(site, load, inHand, silence));
      await areOver(database, inHand);
    }
  } finally {
    await load.stop();
  }
  await outboxIsEmpty(database);
  const longest = (times: readonly (number | undefined)[]): number =>
    inSeconds(Math.max(...times.map((time) => time ?? 0)));
  const takeOvers = await takeOverTimes({ database, sink: mails, inHand });
  const unchanged = nodes.filter((node, place) => node.pid() === pids[place]).length;
  return [
    seen("silences: of open connections and of all by turns", rounds * 2),
    exactly("nodes that went on without a restart", unchanged, nodes.length),
    atMost("longest wait for an answer", inSeconds(load.longest()), 25, " s"),
    ...untilWell("open connections silent", others, 20),
    atMost(
      "all silent: until no node called itself ready",
      longest(whole.map(({ untilNobodyIsReady }) => untilNobodyIsReady)),
      10,
      " s",
    ),
    ...untilWell("all well again", whole, 10),
    atMost("mails in hand: until another sender took over", longest(takeOvers), 60, " s"),
    atLeast("requests answered with 503 and Retry-After", load.statuses.get(503) ?? 0, 1),
    exactly("requests left without an answer", load.statuses.get(0) ?? 0, 0),
    ...(await reckon({ database, sink: mails, load, inHand })),
  ];

  function untilWell(since: string, times: readonly Round[], promised: number): Figure[] {
    const of = (what: keyof Round): number => longest(times.map((time) => time[what]));
    return [
      atMost(`${since}: until somebody was registered`, of("untilRegistered"), promised, " s"),
      atMost("… until all nodes called themselves ready", of("untilReady"), promised, " s"),
      atMost("… until a mail was handed over", of("untilMailed"), 60, " s"),
    ];
  }
}

/** The next silence starts when nothing is claimed any more from the previous one. */
const areOver = (database: string, inHand: readonly InHand[]): Promise<void> => {
  const ids = inHand.map(({ id }) => `'${id}'`).join(", ");
  const sql = `SELECT id FROM mails WHERE ended_on IS NULL AND id IN (${ids || "''"})`;
  const isSo = async (): Promise<boolean> => (await ask(database, sql)).length === 0;
  return until("what was in hand is over", isSo, { within: 90_000, every: 250 });
};

async function onlyThoseThatAreOpen(site: Site, load: Load, inHand: InHand[]): Promise<Round> {
  await aWhile(between(1_000, 2_000));
  site.proxy!.freeze();
  const well = untilAllIsWell(site, load);
  inHand.push(...(await mailsInHand(site.database)));
  return well;
}

async function everything(
  site: Site,
  load: Load,
  inHand: InHand[],
  silence: number,
): Promise<Round> {
  await aWhile(between(1_000, 2_000));
  const silentOn = performance.now();
  site.proxy!.freeze({ newOnesToo: true });
  inHand.push(...(await mailsInHand(site.database)));
  await until("no node calls itself ready", async () => (await readyOf(site.nodes)) === 0);
  const untilNobodyIsReady = performance.now() - silentOn;
  await aWhile(silence - untilNobodyIsReady);
  site.proxy!.thaw();
  return { ...(await untilAllIsWell(site, load)), untilNobodyIsReady };
}

async function untilAllIsWell({ nodes, mails }: Site, load: Load): Promise<Round> {
  const from = performance.now();
  const [registered, mailed] = [load.committed.size, mails.taken.length];
  const time = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<number> => {
    await until(what, isSo, { within: 90_000 });
    return performance.now() - from;
  };
  const [untilRegistered, untilMailed, untilReady] = await Promise.all([
    time("somebody is registered", () => load.committed.size > registered),
    time("a mail is handed over", () => mails.taken.length > mailed),
    time("every node is ready", async () => (await readyOf(nodes)) === nodes.length),
  ]);
  return { untilRegistered, untilMailed, untilReady };
}

async function readyOf(nodes: readonly Node[]): Promise<number> {
  const answers = await Promise.all(nodes.map(({ url }) => fetch(`${url}/readyz`)));
  return answers.filter(({ status }) => status === 204).length;
}
