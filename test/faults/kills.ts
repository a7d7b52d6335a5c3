// `kill -9` at random moments while people register: nothing that was committed may be lost.

import { atLeast, atMost, inSeconds, percentile, seen, type Figure } from "./parts/figures.ts";
import { startLoad, type Load } from "./parts/load.ts";
import { aFolder, nodeOf, type Node } from "./parts/node.ts";
import { mailsInHand, reckon, takeOverTimes, type InHand } from "./parts/reckoning.ts";
import { startSite } from "./parts/site.ts";
import { sink, type Sink } from "./parts/sink.ts";
import { aWhile, between, until } from "./parts/wait.ts";
import { ask, waitingMails } from "./parts/book.ts";

export type Kills = {
  readonly kills: number;
  /** Makes claims of dead senders due at once, where nobody wants to wait half a minute. */
  readonly hurry?: boolean;
};

/** The lease, a look, the slowest hand-over, and a machine that has other things to do. */
const DRAINED = { within: 120_000, every: 250 };

/** One server on SQLite, killed and started again. */
export async function killsOnSqlite({ kills, hurry }: Kills): Promise<readonly Figure[]> {
  using folder = aFolder();
  const database = `sqlite:${folder.path}/postern.db`;
  await using mails = sink();
  mails.behave({ pause: thinking });
  await using only = await nodeOf({ name: "a", database, smtpPort: await mails.open("a") });
  await only.start();
  const load = startLoad({ urls: () => [only.url], atOnce: 4 });
  const inHand: InHand[] = [];
  try {
    for (let count = 1; count <= kills; count += 1) {
      await aWhile(between(100, 1_500));
      await only.kill("SIGKILL");
      inHand.push(...(await mailsInHand(database)));
      if (hurry) await passLeases(database);
      await only.start();
    }
  } finally {
    await load.stop();
  }
  return await theEnd({ kills, database, mails, load, inHand, nodes: [only] });
}

/** Three nodes on PostgreSQL, of which one after the other is killed and started again. */
export async function killsOnPostgres({ kills, hurry }: Kills): Promise<readonly Figure[]> {
  await using site = await startSite();
  const { nodes, database, mails } = site;
  mails.behave({ pause: thinking });
  const up = new Set(nodes);
  const load = startLoad({ urls: () => [...up].map(({ url }) => url), atOnce: 4 });
  const inHand: InHand[] = [];
  try {
    for (let count = 1; count <= kills; count += 1) {
      await aWhile(between(100, 1_500));
      const victim = nodes[Math.floor(between(0, 3))]!;
      await victim.kill("SIGKILL");
      // Half of the time people still come to the dead node, as long as a balancer does not notice.
      if (count % 2 === 0) up.delete(victim);
      inHand.push(...(await mailsInHand(database)));
      if (hurry) await passLeases(database);
      await victim.start();
      up.add(victim);
    }
  } finally {
    await load.stop();
  }
  return await theEnd({ kills, database, mails, load, inHand, nodes });
}

/** At each final dot it thinks a while, so that whoever is killed has mails in hand. */
const thinking = (): number => between(0, 250);

const passLeases = (database: string): Promise<unknown> =>
  ask(database, "UPDATE mails SET due_on = 0 WHERE state = 'sending' RETURNING id");

type End = {
  readonly kills: number;
  readonly database: string;
  readonly mails: Sink;
  readonly load: Load;
  readonly inHand: readonly InHand[];
  readonly nodes: readonly Node[];
};

async function theEnd({ kills, nodes, mails, ...run }: End): Promise<readonly Figure[]> {
  await until("the outbox is empty", async () => (await waitingMails(run.database)) === 0, DRAINED);
  await Promise.all(nodes.map((node) => node.end()));
  const times = await takeOverTimes({ ...run, sink: mails });
  return [
    atLeast("kills", kills, 1),
    ...(await reckon({ ...run, sink: mails })),
    seen("mails taken over", times.length),
    atMost("take-over, 99th percentile", inSeconds(percentile(times, 0.99)), 60, " s"),
  ];
}
