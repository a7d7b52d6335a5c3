import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, limitDefaults, limitsWith, memoryOf, type Limit } from "./limits.ts";
import { days, hours, minutes, seconds, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);
const { operator, login } = limitDefaults;

/** The times of the hits that were let through. */
function letThrough(limit: Limit, times: readonly Instant[]): readonly Instant[] {
  let hits: readonly Instant[] = [];
  const through: Instant[] = [];
  for (const time of times) {
    const verdict = decide(limit, hits, time);
    if (!verdict.allowed) continue;
    hits = verdict.hits;
    through.push(time);
  }
  return through;
}

describe("a window", () => {
  const limit: Limit = { name: "test", windows: [{ count: 3, every: minutes(10) }] };

  test("has room for its count, and says how much is left", () => {
    expect(decide(limit, [], NOW)).toEqual({ allowed: true, hits: [NOW], remaining: 2 });
    expect(decide(limit, [NOW - 2, NOW - 1], NOW)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test("slides: the place of the oldest hit is free again when it is over", () => {
    const hits = [NOW, NOW + minutes(1), NOW + minutes(2)];
    const full = decide(limit, hits, NOW + minutes(3));
    expect(full).toEqual({ allowed: false, retryOn: NOW + minutes(10) });
    expect(decide(limit, hits, NOW + minutes(10)).allowed).toBe(true);
  });

  test("lets through at most its count in any stretch of time, however hits come", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(minutes(40)), { maxLength: 60 }), (offsets) => {
        const times = offsets.toSorted((a, b) => a - b).map((offset) => NOW + offset);
        const through = letThrough(limit, times);
        for (const [place, time] of through.entries()) {
          const third = through[place + 3];
          if (third !== undefined) expect(third - time).toBeGreaterThanOrEqual(minutes(10));
        }
      }),
    );
  });

  test("keeps its word: at the time it names there is room", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(minutes(10) - 1), { maxLength: 10 }), (offsets) => {
        const hits = letThrough(
          limit,
          offsets.toSorted((a, b) => a - b).map((o) => NOW + o),
        );
        const verdict = decide(limit, hits, NOW + minutes(10) - 1);
        if (!verdict.allowed) expect(decide(limit, hits, verdict.retryOn).allowed).toBe(true);
      }),
    );
  });

  test("of several all must have room", () => {
    const times = Array.from({ length: 24 * 60 }, (_, minute) => NOW + minutes(minute));
    const through = letThrough(operator, times);
    expect(through).toHaveLength(10);
    expect(through.filter((time) => time < NOW + hours(1))).toHaveLength(5);
  });

  test("what is left is what the fullest of several has left, of hits that still count", () => {
    const several: Limit = {
      name: "test",
      windows: [
        { count: 2, every: minutes(1) },
        { count: 5, every: hours(1) },
      ],
    };
    expect(decide(several, [], NOW)).toMatchObject({ remaining: 1 });
    expect(decide(several, [NOW - minutes(1)], NOW)).toMatchObject({ remaining: 1 });
    expect(decide(several, [NOW - minutes(1) + 1], NOW)).toMatchObject({ remaining: 0 });
  });

  test("remembers as many hits as it counts, however many that are, and none that are over", () => {
    const wide: Limit = { name: "test", windows: [{ count: 40, every: minutes(10) }] };
    const through = letThrough(
      wide,
      Array.from({ length: 60 }, (_, second) => NOW + seconds(second)),
    );
    expect(through).toHaveLength(40);
    const later = decide(wide, through, NOW + minutes(10));
    expect(later).toMatchObject({ hits: [...through.slice(1), NOW + minutes(10)] });
  });

  test("with no windows nothing is ever too often", () => {
    const never: Limit = { name: "off", windows: [] };
    const verdict = decide(never, Array(100).fill(NOW), NOW);
    expect(verdict.allowed).toBe(true);
  });
});

describe("waits that grow", () => {
  const tenWrong = Array.from({ length: 10 }, (_, place) => NOW + place);
  const last = NOW + 9;

  test("begin after the window is full once, and never lock anybody out", () => {
    expect(decide(login, tenWrong.slice(0, 9), NOW + 9).allowed).toBe(true);
    expect(decide(login, tenWrong, last)).toEqual({ allowed: false, retryOn: last + seconds(30) });
    expect(decide(login, tenWrong, last + seconds(30)).allowed).toBe(true);
  });

  test("double with every further hit, up to an hour", () => {
    let hits: readonly Instant[] = tenWrong;
    const waits: number[] = [];
    for (let count = 0; count < 10; count += 1) {
      const at = hits.at(-1)!;
      const refused = decide(login, hits, at);
      if (refused.allowed) throw new Error("There should have been a wait.");
      waits.push((refused.retryOn - at) / seconds(1));
      const allowed = decide(login, hits, refused.retryOn);
      if (allowed.allowed) hits = allowed.hits;
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  });

  test("are forgotten after a day without a hit", () => {
    const later = last + days(1);
    expect(decide(login, tenWrong, later)).toMatchObject({ allowed: true, hits: [later] });
    expect(memoryOf(login)).toBe(days(1));
  });

  test("need no memory without end, however long somebody goes on", () => {
    const patient: Limit = { ...login, waits: { first: seconds(1), longest: seconds(1) } };
    let hits: readonly Instant[] = [];
    let now = NOW;
    for (let count = 0; count < 200; count += 1) {
      const verdict = decide(patient, hits, now);
      if (verdict.allowed) hits = verdict.hits;
      else now = verdict.retryOn;
    }
    expect(hits).toHaveLength(32);
  });
});

test.each([
  ["register", 20, hours(1)],
  ["request", 30, hours(1)],
  ["prove", 60, minutes(15)],
] as const)("of %s, one client has %d before it waits", (act, count, every) => {
  const limit = limitDefaults[act];
  const hits = Array.from({ length: count }, () => 0);
  expect(decide(limit, hits.slice(1), 1)).toMatchObject({ allowed: true, remaining: 0 });
  expect(decide(limit, hits, 1)).toEqual({ allowed: false, retryOn: every });
});

test("each limit counts under its own name", () => {
  expect(Object.values(limitDefaults).map(({ name }) => name)).toEqual(Object.keys(limitDefaults));
});

describe("the limits of an installation", () => {
  test("are the defaults but for the counts that it sets; how long windows are stays", () => {
    const set = limitsWith({ register: 200, login: 3 });
    expect(set).toEqual({
      ...limitDefaults,
      register: { name: "register", windows: [{ count: 200, every: hours(1) }] },
      login: { ...login, windows: [{ count: 3, every: minutes(15) }] },
    });
    expect(limitsWith({})).toEqual(limitDefaults);
  });
});
