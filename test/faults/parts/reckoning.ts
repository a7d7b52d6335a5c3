// Checks the result: who was promised a mail, which mails were accepted, and which were accepted twice.

import { ask } from "./book.ts";
import { atMost, exactly, seen, type Figure } from "./figures.ts";
import type { Load } from "./load.ts";
import type { Sink, Taken } from "./sink.ts";

/** What a sender was handing over when it was killed or stopped, and when that was. */
export type InHand = { readonly id: string; readonly fence: number; readonly on: number };

/** The mails that are claimed by some sender now. */
export async function mailsInHand(database: string): Promise<readonly InHand[]> {
  const on = performance.now();
  const rows = await ask(database, "SELECT id, fence FROM mails WHERE state = 'sending'");
  return rows.map(({ id, fence }) => ({ id: String(id), fence: Number(fence), on }));
}

/** Makes orphaned claims due at once, so that nobody has to wait for half a minute. */
export async function passLeases(database: string, orphans: readonly InHand[]): Promise<void> {
  for (const { id, fence } of orphans) {
    const claim = `id = '${id}' AND fence = ${fence} AND state = 'sending'`;
    await ask(database, `UPDATE mails SET due_on = 0 WHERE ${claim} RETURNING id`);
  }
}

export type Reckoning = {
  readonly database: string;
  readonly sink: Sink;
  readonly load: Load;
  /** All mails that were claimed at any moment at which a second copy may have been made. */
  readonly inHand: readonly InHand[];
};

/**
 * Counts what is promised: every committed user exists and was sent a mail, every mail has ended and was
 * accepted, and a mail that was accepted twice had been claimed and has the same bytes.
 */
export async function reckon({ database, sink, load, inHand }: Reckoning): Promise<Figure[]> {
  const users = await emails(database, "SELECT email FROM users");
  const mailed = new Set(sink.taken.map(({ to }) => to));
  const waiting = await emails(database, "SELECT email FROM mails WHERE ended_on IS NULL");
  const sent = await ask(database, "SELECT id FROM mails WHERE state = 'sent'");
  const dead = await ask(database, "SELECT id FROM mails WHERE state IN ('dead', 'cancelled')");
  const copies = Map.groupBy(sink.taken, ({ messageId }) => messageId);
  const takenIds = new Set([...copies.keys()].map((each) => each.split("@")[0]));
  const missing = [...load.committed].filter((email) => !users.has(email));
  return [
    seen("registrations answered with 201", load.committed.size),
    seen("requests without an answer", load.statuses.get(0) ?? 0),
    seen("requests answered with 503", load.statuses.get(503) ?? 0),
    seen("users in the database", users.size),
    seen("mails taken by the mail server", sink.taken.length),
    exactly("committed users that are not there", missing.length, 0),
    exactly("users without a mail", [...users].filter((email) => !mailed.has(email)).length, 0),
    exactly("mails that are still waiting", waiting.size, 0),
    exactly("mails given up", dead.length, 0),
    exactly("mails called sent that nobody took", unknownTo(takenIds, sent), 0),
    ...copiesBeyond(copies, claimsOf(inHand)),
    exactly("answers that were neither 201 nor 503 with Retry-After", load.odd.length, 0),
    ...[...new Set(load.odd)].slice(0, 5).map((answer) => seen("such an answer", answer)),
  ];
}

const emails = async (database: string, sql: string): Promise<ReadonlySet<string>> =>
  new Set((await ask(database, sql)).map(({ email }) => String(email)));

const unknownTo = (
  ids: ReadonlySet<string | undefined>,
  mails: readonly { readonly id?: unknown }[],
): number => mails.filter(({ id }) => !ids.has(String(id))).length;

/** Each claim once, at the first moment it was seen: between two kills, those of a dead sender stay. */
const claimsOf = (inHand: readonly InHand[]): readonly InHand[] => [
  ...new Map(
    inHand.toReversed().map((each) => [`${each.id} ${each.fence}`, each] as const),
  ).values(),
];

function copiesBeyond(
  copies: ReadonlyMap<string, readonly Taken[]>,
  inHand: readonly InHand[],
): readonly Figure[] {
  const timesInHand = new Map<string, number>();
  for (const { id } of inHand) timesInHand.set(id, (timesInHand.get(id) ?? 0) + 1);
  let [twice, unexplained, different] = [0, 0, 0];
  for (const [messageId, [first, ...more]] of copies) {
    twice += more.length;
    const explained = timesInHand.get(messageId.split("@")[0] ?? "") ?? 0;
    unexplained += Math.max(0, more.length - explained);
    different += more.filter(({ bytes }) => !bytes.equals(first!.bytes)).length;
  }
  return [
    seen("mails in hand at those moments", inHand.length),
    atMost("mails taken twice", twice, inHand.length),
    exactly("mails taken twice that were not in hand", unexplained, 0),
    exactly("second copies with other bytes", different, 0),
  ];
}

/**
 * How long the mails of dead senders waited: from the first moment at which each claim was orphaned to the
 * moment at which another sender handed the mail over. In milliseconds.
 */
export async function takeOverTimes({
  database,
  sink,
  inHand,
}: Pick<Reckoning, "database" | "sink" | "inHand">): Promise<readonly number[]> {
  const fences = new Map(
    (await ask(database, "SELECT id, fence FROM mails")).map((row) => [row["id"], row["fence"]]),
  );
  const last = new Map(sink.taken.map(({ messageId, on }) => [messageId.split("@")[0], on]));
  const claims = Map.groupBy(inHand, ({ id }) => id);
  return [...claims].flatMap(([id, all]) => {
    const orphaned = all.filter(({ fence }) => fence === Number(fences.get(id)) - 1);
    const from = Math.min(...orphaned.map(({ on }) => on));
    return orphaned.length === 0 ? [] : [(last.get(id) ?? Infinity) - from];
  });
}
