// The streams that a process has open. 10,000 of them are usual, so each is one small object without a timer of its own.

import type { Instant } from "../domain/time.ts";
import type { NewsListener, StreamSink } from "../ports/news.ts";

/** How many streams there may be. */
export type StreamBounds = {
  readonly ofSession: number;
  readonly ofClient: number;
  readonly all: number;
};

/** An open stream. */
export type Stream = NewsListener & { readonly sink: StreamSink; readonly endsOn: Instant };

/** All open streams, found by their users. */
export type Streams = {
  readonly size: number;
  /** Which bound another stream would exceed. */
  excess(listener: NewsListener): keyof StreamBounds | undefined;
  add(stream: Stream): void;
  /** Does nothing if it is gone already. */
  remove(stream: Stream): void;
  has(userId: string): boolean;
  of(userId: string): readonly Stream[];
  all(): readonly Stream[];
  /** The given share of all, those first that had their turn longest ago. */
  nextTurn(share: number): readonly Stream[];
};

export function streamsWithin(bounds: StreamBounds): Streams {
  // In the order of their turns: whoever had one goes to the end.
  const open = new Set<Stream>();
  const ofUser = new Map<string, readonly Stream[]>();
  const ofClient = new Map<string, number>();
  const of = (userId: string): readonly Stream[] => ofUser.get(userId) ?? [];
  function count(client: string | undefined, change: 1 | -1): void {
    if (client === undefined) return;
    const now = (ofClient.get(client) ?? 0) + change;
    if (now === 0) ofClient.delete(client);
    else ofClient.set(client, now);
  }
  return {
    get size() {
      return open.size;
    },
    excess({ userId, session, client }) {
      if (open.size >= bounds.all) return "all";
      if (client !== undefined && (ofClient.get(client) ?? 0) >= bounds.ofClient) return "ofClient";
      const own = of(userId).filter((each) => each.session === session).length;
      return own >= bounds.ofSession ? "ofSession" : undefined;
    },
    add(stream) {
      open.add(stream);
      ofUser.set(stream.userId, [...of(stream.userId), stream]);
      count(stream.client, 1);
    },
    remove(stream) {
      if (!open.delete(stream)) return;
      const others = of(stream.userId).filter((each) => each !== stream);
      if (others.length === 0) ofUser.delete(stream.userId);
      else ofUser.set(stream.userId, others);
      count(stream.client, -1);
    },
    has: (userId) => ofUser.has(userId),
    of,
    all: () => [...open],
    nextTurn: turnsIn(open),
  };
}

function turnsIn(open: Set<Stream>): Streams["nextTurn"] {
  /** The part of a stream that no turn has had yet: of a few streams, most turns have none. */
  let left = 0;
  return (share) => {
    left += open.size * share;
    const most = Math.floor(left);
    left -= most;
    const turn: Stream[] = [];
    for (const stream of open) {
      if (turn.length === most) break;
      turn.push(stream);
      open.delete(stream);
      open.add(stream);
    }
    return turn;
  };
}
