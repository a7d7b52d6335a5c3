// PostgreSQL stops under load and comes back: people are told "not now", and nothing is lost.

import { outboxIsEmpty } from "./parts/book.ts";
import { atLeast, exactly, inSeconds, seen, type Figure } from "./parts/figures.ts";
import { startLoad } from "./parts/load.ts";
import type { Node } from "./parts/node.ts";
import { mailsInHand, passLeases, reckon, type InHand } from "./parts/reckoning.ts";
import { startSite } from "./parts/site.ts";
import { aWhile, between, until } from "./parts/wait.ts";

export type DatabaseRestarts = {
  readonly restarts: number;
  /** Makes claims whose answer could not be written due at once, instead of after half a minute. */
  readonly hurry?: boolean;
};

/** Stops it alternately like an operator and like a crash; nothing is done to the nodes. */
export async function postgresRestarts({
  restarts,
  hurry,
}: DatabaseRestarts): Promise<readonly Figure[]> {
  await using site = await startSite();
  const { postgres, nodes, database, mails } = site;
  mails.behave({ pause: () => between(0, 100) });
  const pids = nodes.map((node) => node.pid());
  const load = startLoad({ urls: () => nodes.map(({ url }) => url), atOnce: 6 });
  const inHand: InHand[] = [];
  const recoveries: number[] = [];
  try {
    for (let count = 0; count < restarts; count += 1) {
      await aWhile(between(500, 1_500));
      await postgres.halt(count % 2 === 0 ? "immediate" : "fast");
      await aWhile(between(300, 1_500));
      await postgres.resume();
      const resumedOn = performance.now();
      inHand.push(...(await mailsInHand(database)));
      await until("every node is ready again", () => areReady(nodes));
      recoveries.push(performance.now() - resumedOn);
    }
  } finally {
    await load.stop();
  }
  if (hurry) await passLeases(database, inHand);
  await outboxIsEmpty(database);
  const unchanged = nodes.filter((node, place) => node.pid() === pids[place]).length;
  return [
    seen("restarts of PostgreSQL, half of them as after a crash", restarts),
    exactly("nodes that went on without a restart", unchanged, nodes.length),
    seen("longest until all nodes were ready again", `${inSeconds(Math.max(...recoveries))} s`),
    atLeast("requests answered with 503 and Retry-After", load.statuses.get(503) ?? 0, 1),
    exactly("requests left without an answer", load.statuses.get(0) ?? 0, 0),
    ...(await reckon({ database, sink: mails, load, inHand })),
  ];
}

async function areReady(nodes: readonly Node[]): Promise<boolean> {
  const answers = await Promise.all(nodes.map(({ url }) => fetch(`${url}/readyz`)));
  return answers.every(({ ok }) => ok);
}
