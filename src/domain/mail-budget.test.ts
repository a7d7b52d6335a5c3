import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedMailbox, stateOf } from "../testing/asked-mailbox.ts";
import {
  askedByOwn,
  mailBudgetDefaults,
  placeFor,
  placesOf,
  poolOf,
  withoutMailBudget,
} from "./mail-budget.ts";
import { days, hours, minutes, seconds, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);

describe("a client", () => {
  test("has a third of the places of an hour, and of a day", () => {
    const box = askedMailbox();
    const hour = [0, 2, 4, 6].map((minute) => box.ask({ by: "a" }, NOW + minutes(minute)));
    expect(hour.map(stateOf)).toEqual(["now", "now", "now", "withheld"]);
    expect(hour[3]).toEqual({ state: "withheld", reason: "client-share" });
    const later = [62, 64, 66].map((minute) => box.ask({ by: "a" }, NOW + minutes(minute)));
    expect(later.map(stateOf)).toEqual(["now", "withheld", "withheld"]);
    expect(stateOf(box.ask({ by: "b" }, NOW + minutes(8)))).toBe("now");
  });

  test("waits for the end of the minute after a mail to the same mailbox, and then has its place", () => {
    const box = askedMailbox();
    box.ask({ by: "a" }, NOW);
    const second = box.ask({ by: "b" }, NOW + seconds(20));
    expect(second).toEqual({ state: "later", on: NOW + seconds(60) });
    const asked = { mail: "mail 2", by: "b", askedOn: NOW + seconds(20) };
    expect(stateOf(box.ask(asked, NOW + seconds(60)))).toBe("now");
  });

  test("waits for the end of that minute, too, where its sender began to claim before and came after", () => {
    const box = askedMailbox();
    box.ask({ by: "a" }, NOW + 77);
    expect(box.ask({ by: "b" }, NOW)).toEqual({ state: "later", on: NOW + 77 + seconds(60) });
  });

  test("does not wait for what a clock wrote that was far ahead", () => {
    const box = askedMailbox();
    box.ask({ by: "a" }, NOW + hours(5));
    expect(stateOf(box.ask({ by: "b" }, NOW))).toBe("now");
  });

  test("gets a place back whose mail was never handed over", () => {
    const box = askedMailbox();
    for (const minute of [0, 2, 4]) box.ask({ by: "a" }, NOW + minutes(minute));
    box.giveBack("mail 2");
    expect(stateOf(box.ask({ by: "a" }, NOW + minutes(6)))).toBe("now");
    expect(stateOf(box.ask({ by: "a" }, NOW + minutes(8)))).toBe("withheld");
  });
});

describe("a mail that no server took", () => {
  test("leaves the mailbox its minute, and counts in its client's share", () => {
    const box = askedMailbox();
    for (let time = 1; time <= 3; time += 1) {
      expect(stateOf(box.ask({ by: "a" }, NOW + time))).toBe("now");
      box.refuse(`mail ${time}`);
    }
    expect(box.ask({ by: "a" }, NOW + 4)).toEqual({ state: "withheld", reason: "client-share" });
    expect(stateOf(box.ask({ by: "b" }, NOW + 5))).toBe("now");
  });
});

describe("whoever is known at the mailbox", () => {
  const own = { by: askedByOwn("device", "d"), pool: "own" as const };

  test("has places that nobody else takes", () => {
    const box = askedMailbox();
    for (let stranger = 0; stranger < 40; stranger += 1) {
      box.ask({ by: `stranger ${stranger}` }, NOW + minutes(stranger));
    }
    expect(box.ask(own, NOW + minutes(41))).toEqual({ state: "now", kept: false });
  });

  test("has as many as a mailbox, and one in each hour", () => {
    const often = askedMailbox();
    const asked = Array.from({ length: 60 }, (_, minute) =>
      stateOf(often.ask(own, NOW + minutes(minute))),
    );
    expect(asked.filter((state) => state === "now")).toHaveLength(8);
    const seldom = askedMailbox();
    const states = Array.from({ length: 48 }, (_, hour) =>
      stateOf(seldom.ask(own, NOW + hours(hour))),
    );
    expect(new Set(states)).toEqual(new Set(["now"]));
  });
});

describe("pools", () => {
  test("do not take each other's places, but a client has one share in all that no page shows", () => {
    const box = askedMailbox();
    const reset = { by: "a" };
    for (const minute of [0, 2, 4]) box.ask(reset, NOW + minutes(minute));
    expect(stateOf(box.ask({ ...reset, pool: "resend" }, NOW + minutes(6)))).toBe("now");
    expect(stateOf(box.ask({ ...reset, pool: "resend" }, NOW + minutes(8)))).toBe("withheld");
    const shown = ["register", "change"] as const;
    for (const pool of shown) {
      const asked = [9, 11, 13, 15].map((minute) =>
        stateOf(box.ask({ ...reset, pool }, NOW + minutes(minute))),
      );
      expect(asked).toEqual(["now", "now", "now", "withheld"]);
    }
  });

  test("that a page shows are the same whoever has the address", () => {
    const pools = ["register", "change", "resend", "reset"] as const;
    const own = pools.filter((pool) => placesOf(pool, "ada@example.com", true) !== "");
    expect(own).toEqual(["resend", "reset"]);
  });

  test("of an address with an owner are its own, whatever its tags are asked for", () => {
    const box = askedMailbox();
    for (let stranger = 0; stranger < 20; stranger += 1) {
      box.ask({ by: `stranger ${stranger}` }, NOW + seconds(70 * stranger));
    }
    const asked = { by: "owner", of: "ada@example.com" };
    expect(box.ask(asked, NOW + minutes(25))).toEqual({ state: "now", kept: false });
  });

  test.each([
    [undefined, "client", false, "register"],
    [undefined, "client", true, "resend"],
    ["reset", "client", false, "reset"],
    ["reset", "device:d", false, "own"],
    ["change", "user:u", false, "change"],
  ] as const)("one for %s asked by %s (by address: %s) is one of %s", (of, by, byAddress, pool) => {
    expect(poolOf(of === undefined ? {} : { pool: of }, by, byAddress)).toBe(pool);
  });
});

test("no mailbox gets more in a pool than an hour and a day have, and what is kept", () => {
  const asks = fc.array(
    fc.record({ minute: fc.nat(60 * 30), by: fc.constantFrom("a", "b", "c", "d", "e", "f", "g") }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(asks, (asked) => {
      const box = askedMailbox();
      for (const { minute, by } of asked.toSorted((a, b) => a.minute - b.minute)) {
        box.ask({ by }, NOW + minutes(minute));
      }
      const given = box.hits().filter(({ was }) => was !== "asked");
      for (const { on } of given) {
        const until = (window: number) =>
          given.filter((hit) => hit.on > on - window && hit.on <= on);
        expect(until(seconds(60))).toHaveLength(1);
        expect(until(hours(1)).length).toBeLessThanOrEqual(9);
        expect(until(days(1)).filter(({ was }) => was === "placed").length).toBeLessThanOrEqual(12);
        expect(until(hours(1)).filter(({ was }) => was === "kept").length).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("a mail waits an hour at most, and keeps its word: at that time there is a place", () => {
  const asks = fc.array(
    fc.record({ minute: fc.nat(90), by: fc.constantFrom("a", "b", "c", "d", "e", "f") }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(asks, (asked) => {
      const box = askedMailbox();
      for (const { minute, by } of asked.toSorted((a, b) => a.minute - b.minute)) {
        const now = NOW + minutes(minute);
        const before = box.hits();
        const placed = box.ask({ by }, now);
        if (placed.state !== "later") continue;
        expect(placed.on).toBeLessThanOrEqual(now + hours(1));
        const ask = { mail: "it", by, pool: "reset" as const, of: "", askedOn: now };
        expect(placeFor(mailBudgetDefaults, before, ask, placed.on).state).toBe("now");
      }
    }),
  );
});

test("after an outage mails leave one a minute, however long ago they were asked for", () => {
  const box = askedMailbox();
  const asked = ["a", "b", "c"].map((by) => ({ mail: by, by, askedOn: NOW }));
  const now = NOW + hours(20);
  expect(asked.map((ask) => stateOf(box.ask(ask, now)))).toEqual(["now", "later", "later"]);
  const then = asked.slice(1).map((ask) => stateOf(box.ask(ask, now + minutes(1))));
  expect(then).toEqual(["now", "later"]);
});

test("what a mailbox remembers stays small, however many ask, and however often", () => {
  const box = askedMailbox();
  for (let time = 0; time < 2_000; time += 1) {
    box.ask({ by: `stranger ${time}` }, NOW + seconds(time));
    box.ask({ by: "one", pool: "register" }, NOW + seconds(time));
  }
  const asks = box.hits().filter(({ was }) => was === "asked");
  expect(asks.filter(({ pool }) => pool === "reset")).toHaveLength(100);
  expect(asks.filter(({ pool }) => pool === "register")).toHaveLength(1);
});

test("without limits every mail has its place", () => {
  const box = askedMailbox(withoutMailBudget);
  const states = Array.from({ length: 50 }, () => stateOf(box.ask({ by: "a" }, NOW)));
  expect(new Set(states)).toEqual(new Set(["now"]));
});
