// Statements are cancelled, connections terminated and writes forbidden under load: people are told "not now",
// and everything works as soon as it is over.

import { ask } from "../postgres/server.ts";
import { outboxIsEmpty } from "./parts/book.ts";
import { atLeast, atMost, exactly, seen, type Figure } from "./parts/figures.ts";
import { startLoad } from "./parts/load.ts";
import { mailsInHand, passLeases, reckon, type InHand } from "./parts/reckoning.ts";
import { startSite } from "./parts/site.ts";
import { aWhile, between, until } from "./parts/wait.ts";

export type Storms = {
  /** How often each of the three happens. */
  readonly rounds: number;
  /** Makes claims whose answer could not be written due at once, instead of after half a minute. */
  readonly hurry?: boolean;
};

const OURS = "FROM pg_stat_activity WHERE application_name = 'postern' AND random() < 0.5";

/** Nothing is done to the nodes. */
export async function postgresStorms({ rounds, hurry }: Storms): Promise<readonly Figure[]> {
  await using site = await startSite();
  const { nodes, database, mails } = site;
  mails.behave({ pause: () => between(0, 100) });
  const load = startLoad({ urls: () => nodes.map(({ url }) => url), atOnce: 6 });
  const setReadOnly = async (value: "on" | "off"): Promise<void> => {
    await ask(database, `ALTER SYSTEM SET default_transaction_read_only = ${value}`);
    await ask(database, "SELECT pg_reload_conf()");
  };
  const storms = [
    () => ask(database, `SELECT pg_cancel_backend(pid) ${OURS}`),
    () => ask(database, `SELECT pg_terminate_backend(pid) ${OURS}`),
    async () => {
      await setReadOnly("on");
      await aWhile(between(100, 500));
      await setReadOnly("off");
    },
  ];
  const inHand: InHand[] = [];
  let longest = 0;
  try {
    for (let round = 0; round < rounds * storms.length; round += 1) {
      await aWhile(between(100, 500));
      await storms[round % storms.length]!();
      inHand.push(...(await mailsInHand(database)));
      const before = load.committed.size;
      const overOn = performance.now();
      await until("somebody is registered again", () => load.committed.size > before, { every: 5 });
      longest = Math.max(longest, performance.now() - overOn);
    }
  } finally {
    await load.stop();
  }
  if (hurry) await passLeases(database, inHand);
  await outboxIsEmpty(database);
  return [
    seen("storms: cancelled, terminated, read only by turns", rounds * storms.length),
    atMost("longest until somebody was registered again", Math.round(longest), 5_000, " ms"),
    atLeast("requests answered with 503 and Retry-After", load.statuses.get(503) ?? 0, 1),
    exactly("requests left without an answer", load.statuses.get(0) ?? 0, 0),
    ...(await reckon({ database, sink: mails, load, inHand })),
  ];
}
