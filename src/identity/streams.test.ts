import { expect, test } from "vitest";
import { streamsWithin, type Stream } from "./streams.ts";

const stream = (userId: string, more: Partial<Stream> = {}): Stream => ({
  userId,
  session: `session of ${userId}`,
  client: "192.0.2.1/32",
  sink: { write: () => undefined, end: () => undefined },
  endsOn: 0,
  ...more,
});

test("all streams together have a bound, which counts those that are open", () => {
  const streams = streamsWithin({ ofSession: 2, ofClient: 3, all: 4 });
  const open = ["ada", "bob", "eve", "kim"].map((name) => stream(name, { client: name }));
  for (const each of open) streams.add(each);
  expect(streams.excess(stream("zoe"))).toBe("all");
  streams.remove(open[0]!);
  streams.remove(open[0]!);
  expect([streams.size, streams.excess(stream("zoe"))]).toEqual([3, undefined]);
});

test("where clients cannot be told apart, a client has no bound", () => {
  const streams = streamsWithin({ ofSession: 2, ofClient: 1, all: 9 });
  const untold = { client: undefined };
  for (const name of ["ada", "bob"]) streams.add(stream(name, untold));
  expect(streams.excess(stream("eve", untold))).toBeUndefined();
  streams.add(stream("kim"));
  expect(streams.excess(stream("zoe"))).toBe("ofClient");
});

test("each has its turn once, before any has it again", () => {
  const streams = streamsWithin({ ofSession: 9, ofClient: 99, all: 99 });
  const names = Array.from({ length: 10 }, (_, place) => `user ${place}`);
  for (const name of names) streams.add(stream(name));
  const turns = Array.from({ length: 20 }, () => streams.nextTurn(1 / 5));
  const had = turns.flat().map(({ userId }) => userId);
  expect(had.slice(0, 10)).toEqual(names);
  expect(had.slice(10, 20)).toEqual(names);
  expect(turns.every(({ length }) => length === 2)).toBe(true);
});

test("a stream that is alone has its turn as rarely as one of many", () => {
  const streams = streamsWithin({ ofSession: 9, ofClient: 99, all: 99 });
  streams.add(stream("ada"));
  const turns = Array.from({ length: 40 }, () => streams.nextTurn(1 / 4).length);
  expect(turns.reduce((sum, length) => sum + length)).toBe(10);
});
