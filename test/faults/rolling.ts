// A rolling restart: one node after the other stops and starts again, and nobody notices.

import { balancerBefore } from "./parts/balancer.ts";
import { outboxIsEmpty } from "./parts/book.ts";
import { broken, exactly, seen, type Figure } from "./parts/figures.ts";
import { startLoad } from "./parts/load.ts";
import { reckon } from "./parts/reckoning.ts";
import { startSite } from "./parts/site.ts";
import { until } from "./parts/wait.ts";

export type Restarts = {
  readonly rounds: number;
  /** How many register at once. */
  readonly people: number;
  /** Milliseconds between two checks of the balancer. */
  readonly lookEvery: number;
  /** POSTERN_DRAIN; default: the default of production. */
  readonly drain?: string;
};

/** Restarts every node `rounds` times, behind a balancer that people use. */
export async function rollingRestart(restarts: Restarts): Promise<readonly Figure[]> {
  const { rounds, people, lookEvery, drain } = restarts;
  await using site = await startSite(
    drain === undefined ? {} : { environment: { POSTERN_DRAIN: drain } },
  );
  const { nodes, database, mails } = site;
  await using balancer = await balancerBefore(nodes, lookEvery);
  const load = startLoad({ urls: () => [balancer.url], atOnce: people, pause: 150 });
  const codes: unknown[] = [];
  try {
    for (const node of Array.from({ length: rounds }, () => nodes).flat()) {
      codes.push(await node.end());
      await node.start();
      await until("the balancer has seen it", () => balancer.sendsTo(node));
    }
  } finally {
    await load.stop();
  }
  await outboxIsEmpty(database, { within: 60_000 });
  const reckoned = await reckon({ database, sink: mails, load, inHand: [] });
  const requests = [...load.statuses.values()].reduce((sum, count) => sum + count, 0);
  return [
    seen("restarts", codes.length),
    exactly("restarts that did not end in order", codes.filter((code) => code !== 0).length, 0),
    seen("requests meanwhile", requests),
    ...reckoned,
    {
      what: "failed requests, and what the nodes say about failures",
      seen: [...load.failures, ...nodes.flatMap(({ log }) => troubles(log()))].join(" "),
      promised: "no failed request",
      isKept: load.failures.length === 0 && broken(reckoned).length === 0,
    },
  ];
}

/** What explains a request that failed or a mail that was taken twice. */
const troubles = (log: string): readonly string[] =>
  log.split("\n").filter((line) => /"level":"(?:warn|error)"/.test(line));
