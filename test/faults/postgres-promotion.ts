// The primary dies under load and its standby is promoted: what was answered with 201 is there, and the nodes
// find the new primary by themselves.

import { withPort } from "../postgres/server.ts";
import { outboxIsEmpty } from "./parts/book.ts";
import { atLeast, atMost, exactly, seen, type Figure } from "./parts/figures.ts";
import { startLoad } from "./parts/load.ts";
import { mailsInHand, passLeases, reckon, type InHand } from "./parts/reckoning.ts";
import { startSite } from "./parts/site.ts";
import { aWhile, between, until } from "./parts/wait.ts";

export type Promotion = {
  /** Milliseconds of load before and after. */
  readonly load: number;
  /** Makes claims whose answer could not be written due at once, instead of after half a minute. */
  readonly hurry?: boolean;
};

/** Replication is synchronous: a commit waits until the standby has it on its disk. */
export async function postgresPromotion({
  load: length,
  hurry,
}: Promotion): Promise<readonly Figure[]> {
  await using site = await startSite({ withStandby: true });
  const { postgres, nodes, database, mails, standby } = site;
  mails.behave({ pause: () => between(0, 100) });
  const pids = nodes.map((node) => node.pid());
  const load = startLoad({ urls: () => nodes.map(({ url }) => url), atOnce: 6 });
  const promoted = withPort(database, standby!.port);
  let inHand: readonly InHand[] = [];
  let [atPromotion, firstWrite, before] = [0, 0, 0];
  try {
    await aWhile(length);
    await postgres.halt("immediate");
    before = load.committed.size;
    await standby!.promote();
    atPromotion = performance.now();
    inHand = await mailsInHand(promoted);
    await until("somebody is registered at the new primary", () => load.committed.size > before, {
      every: 5,
    });
    firstWrite = performance.now();
    await aWhile(length);
  } finally {
    await load.stop();
  }
  if (hurry) await passLeases(promoted, inHand);
  await outboxIsEmpty(promoted);
  const unchanged = nodes.filter((node, place) => node.pid() === pids[place]).length;
  return [
    exactly("nodes that went on without a restart", unchanged, nodes.length),
    seen("registrations before the primary died", before),
    atLeast("registrations after the promotion", load.committed.size - before, 1),
    atMost(
      "time from the promotion to the first write",
      Math.round(firstWrite - atPromotion),
      10_000,
      " ms",
    ),
    exactly("requests left without an answer", load.statuses.get(0) ?? 0, 0),
    ...(await reckon({ database: promoted, sink: mails, load, inHand })),
  ];
}
