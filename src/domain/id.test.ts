import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { orderedIds, randomId, timeOrderedId } from "./id.ts";

const random = { bytes: (count: number) => randomBytes(count) };
const NOW = Date.UTC(2026, 10, 22, 13, 5);

describe("a random id", () => {
  test("is 128 bits in 22 characters that need no escaping anywhere", () => {
    const asked: number[] = [];
    const id = randomId({
      bytes(count) {
        asked.push(count);
        return Buffer.alloc(count, 0xfb);
      },
    });
    expect(asked).toEqual([16]);
    expect(id).toBe("-_v7-_v7-_v7-_v7-_v7-w");
  });

  test("is another one every time", () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => randomId(random)));
    expect(ids.size).toBe(10_000);
  });
});

describe("an id in the order of time", () => {
  test("is a UUID of version 7 (RFC 9562)", () => {
    const id = timeOrderedId(random, NOW);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(NOW);
  });

  test("sorts by the time it was made, whatever chance says", () => {
    const times = [0, NOW, NOW + 1, NOW + 86_400_000, 2 ** 48 - 1];
    const ids = times.map((time) => timeOrderedId(random, time));
    expect(ids.toSorted()).toEqual(ids);
  });

  test("of one moment is another one every time", () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => timeOrderedId(random, NOW)));
    expect(ids.size).toBe(10_000);
  });

  test("is in the order in which it was asked for, also within one moment", () => {
    const next = orderedIds(random);
    const ids = [NOW - 5, ...Array.from({ length: 4_096 }, () => NOW), NOW + 1].map(next);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(4_098);
  });

  test("beyond 4,096 in one moment is still a whole id of that moment", () => {
    const next = orderedIds(random);
    const ids = Array.from({ length: 10_000 }, () => next(NOW));
    expect(new Set(ids).size).toBe(10_000);
    const moment = NOW.toString(16).padStart(12, "0");
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(id.replaceAll("-", "").startsWith(moment)).toBe(true);
    }
  });
});
