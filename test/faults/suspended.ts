// A sender that is stopped for longer than its lease, like a machine that swaps or is moved: another sender
// takes its mails over, and when it wakes it can no longer change anything.

import { ask } from "./parts/book.ts";
import {
  atLeast,
  atMost,
  exactly,
  inSeconds,
  percentile,
  seen,
  type Figure,
} from "./parts/figures.ts";
import { register } from "./parts/load.ts";
import type { Node } from "./parts/node.ts";
import { mailsInHand, type InHand } from "./parts/reckoning.ts";
import { startSite, type Site } from "./parts/site.ts";
import type { Taken } from "./parts/sink.ts";
import { aWhile, until } from "./parts/wait.ts";

export type Suspensions = {
  readonly rounds: number;
  /** Registrations in each round. */
  readonly people: number;
};

type Round = {
  readonly times: readonly number[];
  readonly changedByTheWoken: number;
  readonly sentByTheWoken: number;
};

/** In each round the node with the most claimed mails is stopped, and woken when everything is done. */
export async function suspendedSenders({
  rounds,
  people,
}: Suspensions): Promise<readonly Figure[]> {
  await using site = await startSite();
  const all: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    all.push(await suspend(site, `round-${round}`, people));
  }
  const times = all.flatMap((round) => round.times);
  const sum = (of: (round: Round) => number): number =>
    all.reduce((total, round) => total + of(round), 0);
  const copies = Map.groupBy(site.mails.taken, ({ messageId }) => messageId);
  return [
    seen("senders stopped past their lease", rounds),
    atLeast("mails taken over from them", times.length, rounds),
    seen("take-over, median", `${inSeconds(percentile(times, 0.5))} s`),
    atMost("take-over, 99th percentile", inSeconds(percentile(times, 0.99)), 60, " s"),
    atMost("take-over, longest", inSeconds(Math.max(...times)), 60, " s"),
    exactly(
      "mails changed by a sender that woke",
      sum((round) => round.changedByTheWoken),
      0,
    ),
    exactly(
      "mails sent by a sender that woke",
      sum((round) => round.sentByTheWoken),
      0,
    ),
    exactly("people without a mail", rounds * people - copies.size, 0),
    exactly("second copies with other bytes", [...copies.values()].filter(isMixed).length, 0),
  ];
}

const isMixed = ([first, ...more]: readonly Taken[]): boolean =>
  more.some(({ bytes }) => !bytes.equals(first!.bytes));

async function suspend(site: Site, name: string, people: number): Promise<Round> {
  const { nodes, mails, database } = site;
  const before = mails.taken.length;
  const held = Promise.withResolvers<void>();
  mails.behave({ pause: () => held.promise });
  await registerAll(nodes, name, people);
  await until("a mail is at its final dot", () => mails.taken.length > before);
  await aWhile(500);
  const victim = busiest(nodes, mails.taken.slice(before));
  await victim.kill("SIGSTOP");
  const stoppedOn = performance.now();
  held.resolve();
  mails.behave({ pause: () => 0 });
  const orphans = await orphansOf(site);
  const isWaiting = async (): Promise<boolean> => (await mailsInHand(database)).length > 0;
  await until("another took over", async () => !(await isWaiting()), { within: 90_000 });
  const settled = await snapshot(database);
  const wokenOn = mails.taken.length;
  await victim.kill("SIGCONT");
  await until("it is awake", () => victim.log().includes("mail-taken-over"));
  await aWhile(2_000);
  const now = await snapshot(database);
  return {
    times: orphans.map(({ id }) => handedOverOn(mails.taken, id, victim) - stoppedOn),
    changedByTheWoken: settled.filter((row, place) => row !== now[place]).length,
    sentByTheWoken: mails.taken.slice(wokenOn).filter(({ door }) => door === victim.name).length,
  };
}

const registerAll = (nodes: readonly Node[], name: string, people: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: people }, (_, place) =>
      register(nodes[place % 3]!.url, `${name}-${place}@example.com`),
    ),
  );

const busiest = (nodes: readonly Node[], taken: readonly Taken[]): Node =>
  nodes.toSorted((a, b) => handedOverBy(taken, b) - handedOverBy(taken, a))[0]!;

const handedOverBy = (taken: readonly Taken[], node: Node): number =>
  taken.filter(({ door }) => door === node.name).length;

/** Mails that do not move while all running nodes continue: they belong to the stopped one. */
async function orphansOf({ database }: Site): Promise<readonly InHand[]> {
  let orphans = await mailsInHand(database);
  for (let same = 0; same < 4; same += 1) {
    await aWhile(500);
    const left = new Set((await mailsInHand(database)).map(({ id, fence }) => `${id} ${fence}`));
    const still = orphans.filter(({ id, fence }) => left.has(`${id} ${fence}`));
    if (still.length < orphans.length) same = 0;
    orphans = still;
  }
  return orphans;
}

/** When another node handed it over; undefined if none did. */
const handedOverOn = (taken: readonly Taken[], id: string, victim: Node): number =>
  taken.find(({ messageId, door }) => messageId.startsWith(`${id}@`) && door !== victim.name)?.on ??
  Infinity;

async function snapshot(database: string): Promise<readonly string[]> {
  const rows = await ask(
    database,
    "SELECT id, state, fence, attempts, answer, ended_on FROM mails ORDER BY id",
  );
  return rows.map((row) => JSON.stringify(row));
}
