// The disk under SQLite is full: people are told "not now", nothing is half written, and it continues by itself
// when there is room again.

import { ask, outboxIsEmpty } from "./parts/book.ts";
import type { Disk } from "./parts/disk.ts";
import { atLeast, exactly, seen, type Figure } from "./parts/figures.ts";
import { startLoad, type Load } from "./parts/load.ts";
import { nodeOf } from "./parts/node.ts";
import { mailsInHand, passLeases, reckon, type InHand } from "./parts/reckoning.ts";
import { sink } from "./parts/sink.ts";
import { between, until } from "./parts/wait.ts";

export type FullDisks = { readonly times: number; readonly disk: Disk };

/** Fills the disk `times` times while people register. */
export async function fullDisk({ times, disk }: FullDisks): Promise<readonly Figure[]> {
  const database = `sqlite:${disk.path}/postern.db`;
  await using mails = sink();
  await using node = await nodeOf({ name: "a", database, smtpPort: await mails.open("a") });
  await node.start();
  const load = startLoad({ urls: () => [node.url], atOnce: 4, pause: 20 });
  const inHand: InHand[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      disk.squeeze(node, Math.round(between(50_000, 300_000)));
      await more(load, 503, 20);
      disk.relieve(node);
      inHand.push(...(await mailsInHand(database)));
      await more(load, 201, 20);
    }
  } finally {
    await load.stop();
  }
  await passLeases(database, inHand);
  await outboxIsEmpty(database, { within: 60_000 });
  const [check] = await ask(database, "PRAGMA integrity_check");
  const orphans = await ask(database, "PRAGMA foreign_key_check");
  return [
    seen("times the disk was full", times),
    seen("made full by", disk.kind),
    atLeast("requests answered with 503 and Retry-After", load.statuses.get(503) ?? 0, 20 * times),
    exactly("requests left without an answer", load.statuses.get(0) ?? 0, 0),
    exactly("damage that SQLite finds", check?.["integrity_check"] === "ok" ? 0 : 1, 0),
    exactly("rows without what they belong to", orphans.length, 0),
    ...(await reckon({ database, sink: mails, load, inHand })),
  ];
}

/** Waits for `count` more answers with this status. */
async function more(load: Load, status: number, count: number): Promise<void> {
  const answered = (): number => load.statuses.get(status) ?? 0;
  const wanted = answered() + count;
  await until(`${count} more people are answered with ${status}`, () => answered() >= wanted);
}
