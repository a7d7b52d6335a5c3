// Turns by client: whoever asks for much waits in a line of their own, and in nobody else's way.

import { Overloaded } from "../ports/password-hasher.ts";
import type { Asker } from "../ports/passwords.ts";

export type TurnSizes = {
  /** Acts at a time, of everybody together. */
  readonly atOnce: number;
  /** Of these, acts of one client. */
  readonly each: number;
  /** Acts that may wait, of everybody together. */
  readonly mayWait: number;
};

export type Turns = <Value>(asker: Asker, act: () => Promise<Value>) => Promise<Value>;

type Waiting = { readonly begin: () => void; readonly refuse: () => void };
type Line = { readonly client: string; inHand: number; readonly waiting: Waiting[] };

/** By client, and whoever had a turn last stands last. */
type Lines = Map<string, Line>;

type Room = {
  readonly sizes: TurnSizes;
  readonly known: Lines;
  readonly strangers: Lines;
  running: number;
  waiting: number;
  knownInARow: number;
};

/** So many known devices in a row, and then a stranger: one of them alone must not stop the others. */
const KNOWN_IN_A_ROW = 3;

/**
 * Takes clients by turns, known devices before the others. Where no more may wait, whoever has most
 * waiting loses the last of it to a client that has less: so one client alone fills the room and is
 * still in nobody's way.
 */
export function fairTurns(sizes: TurnSizes): Turns {
  const room: Room = {
    sizes,
    known: new Map(),
    strangers: new Map(),
    running: 0,
    waiting: 0,
    knownInARow: 0,
  };
  return async (asker, act) => {
    const lines = asker.known ? room.known : room.strangers;
    const line = lines.get(asker.client) ?? { client: asker.client, inHand: 0, waiting: [] };
    if (room.running < sizes.atOnce && line.inHand < sizes.each) take(room, lines, line);
    else await turnOf(room, lines, line);
    try {
      return await act();
    } finally {
      room.running -= 1;
      line.inHand -= 1;
      forgetIdle(lines, line);
      beginNext(room);
    }
  };
}

/** Waits for a turn, which is taken when this resolves. */
async function turnOf(room: Room, lines: Lines, line: Line): Promise<void> {
  if (!makeRoom(room, lines, line)) throw new Overloaded("Too many passwords wait to be hashed.");
  room.waiting += 1;
  lines.set(line.client, line);
  await new Promise<void>((begin, refuse) => {
    const isOver = new Overloaded("Others who asked for less need the place.");
    line.waiting.push({ begin, refuse: () => refuse(isOver) });
  });
}

function take(room: Room, lines: Lines, line: Line): void {
  room.running += 1;
  line.inHand += 1;
  lines.delete(line.client);
  lines.set(line.client, line);
}

function beginNext(room: Room): void {
  const { known, strangers, sizes } = room;
  const familiar = nextOf(known, sizes.each);
  const stranger = nextOf(strangers, sizes.each);
  const isKnown =
    familiar !== undefined && (stranger === undefined || room.knownInARow < KNOWN_IN_A_ROW);
  const line = isKnown ? familiar : stranger;
  if (line === undefined) return;
  room.knownInARow = isKnown ? room.knownInARow + 1 : 0;
  room.waiting -= 1;
  take(room, isKnown ? known : strangers, line);
  line.waiting.shift()!.begin();
}

/** Makes room for one more to wait, where that is fair; false where it is not. */
function makeRoom(room: Room, lines: Lines, own: Line): boolean {
  const { known, strangers, waiting } = room;
  const { mayWait } = room.sizes;
  if (waiting < mayWait) return true;
  const [familiar, stranger] = [longestOf(known), longestOf(strangers)];
  const loser = lines === known ? (stranger ?? familiar) : longer(stranger, familiar);
  if (loser === undefined) return false;
  // A known device takes any stranger's place; otherwise only who has more waiting loses one.
  const isFirst = lines === known && loser === stranger;
  if (!isFirst && loser.waiting.length <= own.waiting.length + 1) return false;
  room.waiting -= 1;
  loser.waiting.pop()!.refuse();
  forgetIdle(loser === stranger ? strangers : known, loser);
  return true;
}

/** The line whose turn it is: the first with somebody waiting and room for one more of its client. */
function nextOf(lines: Lines, each: number): Line | undefined {
  for (const line of lines.values()) {
    if (line.waiting.length > 0 && line.inHand < each) return line;
  }
  return undefined;
}

function longestOf(lines: Lines): Line | undefined {
  let longest: Line | undefined;
  for (const line of lines.values()) {
    if (line.waiting.length > (longest?.waiting.length ?? 0)) longest = line;
  }
  return longest;
}

const longer = (one: Line | undefined, other: Line | undefined): Line | undefined =>
  (one?.waiting.length ?? 0) >= (other?.waiting.length ?? 0) ? one : other;

function forgetIdle(lines: Lines, line: Line): void {
  if (line.inHand === 0 && line.waiting.length === 0) lines.delete(line.client);
}
