// Turns by client: a client that asks for much waits in a line of its own and delays nobody else.

import { Overloaded } from "../ports/password-hasher.ts";
import type { Asker } from "../ports/passwords.ts";

export type TurnSizes = {
  /** Operations at a time, of all clients together. */
  readonly atOnce: number;
  /** Of these, operations of one client. */
  readonly each: number;
  /** Operations that may wait, of all clients together. */
  readonly mayWait: number;
};

export type Turns = <Value>(asker: Asker, act: () => Promise<Value>) => Promise<Value>;

type Waiting = { readonly begin: () => void; readonly refuse: () => void };
type Line = { readonly client: string; inHand: number; readonly waiting: Waiting[] };

/** By client; the one that had the latest turn is last. */
type Lines = Map<string, Line>;

type Room = {
  readonly sizes: TurnSizes;
  readonly known: Lines;
  readonly strangers: Lines;
  running: number;
  waiting: number;
  knownInARow: number;
};

/**
 * After this many known devices in a row, a stranger gets a turn: one known device alone must not block all
 * others.
 */
const KNOWN_IN_A_ROW = 3;

/**
 * Clients take turns, known devices before the others. If no more may wait, the client with the most waiting
 * operations loses its last one to a client that has fewer: so one client alone can fill the room without
 * keeping out anybody else.
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

/** Waits for a turn, which has begun when this resolves. */
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

/** Makes room for one more to wait if that is fair; false if it is not. */
function makeRoom(room: Room, lines: Lines, own: Line): boolean {
  const { known, strangers, waiting } = room;
  const { mayWait } = room.sizes;
  if (waiting < mayWait) return true;
  const [familiar, stranger] = [longestOf(known), longestOf(strangers)];
  const loser = lines === known ? (stranger ?? familiar) : longer(stranger, familiar);
  if (loser === undefined) return false;
  // A known device takes any stranger's place; otherwise only a client that has more waiting loses one.
  const isFirst = lines === known && loser === stranger;
  if (!isFirst && loser.waiting.length <= own.waiting.length + 1) return false;
  room.waiting -= 1;
  loser.waiting.pop()!.refuse();
  forgetIdle(loser === stranger ? strangers : known, loser);
  return true;
}

/** The line whose turn it is: the first with an operation waiting and room for one more of its client. */
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
