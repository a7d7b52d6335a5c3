import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aheadOf,
  askedByOwn,
  forgetMail,
  mailBudgetDefaults,
  placeFor,
  placesOf,
  poolOf,
  remember,
  returnPlace,
  withoutMailBudget,
  type MailAsk,
  type MailBudget,
  type MailHit,
  type Placed,
} from "./mail-budget.ts";
import { nextAsk } from "./next-ask.ts";
import { days, hours, minutes, seconds, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);
const budget = mailBudgetDefaults;

type Asked = Partial<MailAsk> & { readonly by: string };

/** A mailbox that is asked and asked again; `ask` gives what became of the mail at that time. */
function mailbox(over: MailBudget = budget) {
  let hits: readonly MailHit[] = [];
  let mails = 0;
  return {
    hits: () => hits,
    ask(asked: Asked, now: Instant): Placed {
      const mail = `mail ${(mails += 1)}`;
      const ask = { mail, pool: "reset" as const, of: "", askedOn: now, ...asked };
      const placed = placeFor(over, hits, ask, now);
      hits = remember(hits, ask, placed, now);
      return placed;
    },
    giveBack: (mail: string) => {
      hits = forgetMail(hits, mail);
    },
    refuse: (mail: string) => {
      hits = returnPlace(hits, mail);
    },
  };
}

const stateOf = ({ state }: Placed): Placed["state"] => state;

describe("a client", () => {
  test("has a third of the places of an hour, and of a day", () => {
    const box = mailbox();
    const hour = [0, 2, 4, 6].map((minute) => box.ask({ by: "a" }, NOW + minutes(minute)));
    expect(hour.map(stateOf)).toEqual(["now", "now", "now", "withheld"]);
    expect(hour[3]).toEqual({ state: "withheld", reason: "client-share" });
    const later = [62, 64, 66].map((minute) => box.ask({ by: "a" }, NOW + minutes(minute)));
    expect(later.map(stateOf)).toEqual(["now", "withheld", "withheld"]);
    expect(stateOf(box.ask({ by: "b" }, NOW + minutes(8)))).toBe("now");
  });

  test("waits for the end of the minute after a mail to the same mailbox, and then has its place", () => {
    const box = mailbox();
    box.ask({ by: "a" }, NOW);
    const second = box.ask({ by: "b" }, NOW + seconds(20));
    expect(second).toEqual({ state: "later", on: NOW + seconds(60) });
    const asked = { mail: "mail 2", by: "b", askedOn: NOW + seconds(20) };
    expect(stateOf(box.ask(asked, NOW + seconds(60)))).toBe("now");
  });

  test("waits for the end of that minute, too, where its sender began to claim before and came after", () => {
    const box = mailbox();
    box.ask({ by: "a" }, NOW + 77);
    expect(box.ask({ by: "b" }, NOW)).toEqual({ state: "later", on: NOW + 77 + seconds(60) });
  });

  test("does not wait for what a clock wrote that was far ahead", () => {
    const box = mailbox();
    box.ask({ by: "a" }, NOW + hours(5));
    expect(stateOf(box.ask({ by: "b" }, NOW))).toBe("now");
  });

  test("gets a place back whose mail was never handed over", () => {
    const box = mailbox();
    for (const minute of [0, 2, 4]) box.ask({ by: "a" }, NOW + minutes(minute));
    box.giveBack("mail 2");
    expect(stateOf(box.ask({ by: "a" }, NOW + minutes(6)))).toBe("now");
    expect(stateOf(box.ask({ by: "a" }, NOW + minutes(8)))).toBe("withheld");
  });
});

describe("a mail that no server took", () => {
  test("leaves the mailbox its minute, and counts in its client's share", () => {
    const box = mailbox();
    for (let time = 1; time <= 3; time += 1) {
      expect(stateOf(box.ask({ by: "a" }, NOW + time))).toBe("now");
      box.refuse(`mail ${time}`);
    }
    expect(box.ask({ by: "a" }, NOW + 4)).toEqual({ state: "withheld", reason: "client-share" });
    expect(stateOf(box.ask({ by: "b" }, NOW + 5))).toBe("now");
  });
});

describe("the place that is kept", () => {
  /** Four clients, who have taken all places but the kept one by now. */
  function crowded() {
    const box = mailbox();
    for (let minute = 0; minute < 8; minute += 1) {
      box.ask({ by: `stranger ${minute % 4}` }, NOW + minutes(2 * minute));
    }
    return { box, now: NOW + minutes(20) };
  }

  test("is for a client that has not asked in the hour before", () => {
    const { box, now } = crowded();
    expect(box.ask({ by: "stranger 0" }, now)).toMatchObject({ state: "later" });
    expect(box.ask({ by: "owner" }, now)).toEqual({ state: "now", kept: true });
    expect(stateOf(box.ask({ by: "owner" }, now + minutes(2)))).toBe("later");
  });

  test("does not go to a client whose earlier ask others have asked after, for whatever they did", () => {
    const { box, now } = crowded();
    for (let time = 0; time < 300; time += 1) {
      const pool = time % 3 === 0 ? "reset" : "resend";
      box.ask({ by: `stranger ${time % 4}`, pool, of: `tag ${time % 2}` }, now + seconds(time));
      box.ask({ by: `crowd ${time}`, pool: "resend" }, now + seconds(time));
    }
    expect(stateOf(box.ask({ by: "stranger 1" }, now + minutes(6)))).not.toBe("now");
    expect(box.ask({ by: "owner" }, now + minutes(6))).toEqual({ state: "now", kept: true });
  });

  test("stays with the mail that came first, when its client asks for more while it waits", () => {
    const { box, now } = crowded();
    box.ask({ by: "guest" }, now);
    const first = { mail: "first", by: "owner", askedOn: now + minutes(1) };
    const waits = box.ask(first, now + minutes(1));
    for (const minute of [5, 9]) {
      expect(stateOf(box.ask({ by: "owner" }, now + minutes(minute)))).not.toBe("now");
    }
    expect(waits.state === "later" && box.ask(first, waits.on).state).toBe("now");
  });

  test("is one an hour: the next one to ask waits for it, before those who come later", () => {
    const { box, now } = crowded();
    box.ask({ by: "owner" }, now);
    const waits = box.ask({ by: "guest" }, now + minutes(1));
    expect(waits.state === "later" && waits.on <= now + hours(1)).toBe(true);
  });

  test("is given beyond a day's share to whoever asks for an owner's reset once an hour", () => {
    const box = mailbox();
    const of = "ada@example.com";
    const owner: string[] = [];
    for (let minute = 0; minute < 2 * 24 * 60; minute += 1) {
      const now = NOW + minutes(minute);
      if (minute % 2 === 0) box.ask({ of, by: `stranger ${minute % 4}` }, now);
      if (minute % 60 === 0) owner.push(stateOf(box.ask({ of, by: "owner" }, now + seconds(1))));
    }
    expect(owner).toHaveLength(48);
    expect(owner).not.toContain("withheld");
  });

  test("is within a day's share of everything else that one client asks for once an hour", () => {
    const box = mailbox();
    const asks = [{ pool: "resend" }, { pool: "reset" }, { pool: "reset", of: "ada" }] as const;
    let mails = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      for (const [place, ask] of asks.entries()) {
        const placed = box.ask({ ...ask, by: "stranger" }, NOW + minutes(60 * hour + 2 * place));
        if (placed.state === "now" && !("of" in ask)) mails += 1;
      }
    }
    expect(mails).toBeLessThanOrEqual(4);
    expect(box.hits().filter(({ was }) => was !== "asked")).toHaveLength(24);
  });

  test("does not wait for a client that may not have it", () => {
    const ask = { pool: "reset", of: "ada@example.com", askedOn: NOW + hours(23) } as const;
    const kept = (by: string, of: string): MailHit[] =>
      Array.from({ length: 24 }, (_, hour) => {
        const mail = `${by} ${hour}`;
        return { pool: "reset", of, by, mail, on: NOW + minutes(55 * hour), was: "kept" };
      });
    const waits = { ...ask, mail: "waits", on: ask.askedOn, was: "asked" } as const;
    const ahead = (earlier: readonly MailHit[], by: string) => {
      const hits = [...kept("owner", ask.of), ...earlier, { ...waits, by }];
      return aheadOf(budget, hits, { ...ask, mail: "owner", by: "owner" }, ask.askedOn);
    };
    expect(ahead([], "new")).toEqual(["waits"]);
    expect(ahead(kept("spent", "elsewhere"), "spent")).toEqual([]);
  });

  test("goes to one of the mails that a client asks for at one moment", () => {
    const { box, now } = crowded();
    const states = Array.from({ length: 5 }, () => stateOf(box.ask({ by: "owner" }, now)));
    expect(states.filter((state) => state === "now")).toHaveLength(1);
  });

  test("does not go to whoever asks all the time, though every ask was in vain", () => {
    const box = mailbox();
    let mails = 0;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      if (stateOf(box.ask({ by: "stranger" }, NOW + minutes(minute))) === "now") mails += 1;
    }
    expect(mails).toBe(4);
  });
});

describe("whoever is known at the mailbox", () => {
  const own = { by: askedByOwn("device", "d"), pool: "own" as const };

  test("has places that nobody else takes", () => {
    const box = mailbox();
    for (let stranger = 0; stranger < 40; stranger += 1) {
      box.ask({ by: `stranger ${stranger}` }, NOW + minutes(stranger));
    }
    expect(box.ask(own, NOW + minutes(41))).toEqual({ state: "now", kept: false });
  });

  test("has as many as a mailbox, and one in each hour", () => {
    const often = mailbox();
    const asked = Array.from({ length: 60 }, (_, minute) =>
      stateOf(often.ask(own, NOW + minutes(minute))),
    );
    expect(asked.filter((state) => state === "now")).toHaveLength(8);
    const seldom = mailbox();
    const states = Array.from({ length: 48 }, (_, hour) =>
      stateOf(seldom.ask(own, NOW + hours(hour))),
    );
    expect(new Set(states)).toEqual(new Set(["now"]));
  });
});

describe("pools", () => {
  test("do not take each other's places, but a client has one share in all that no page shows", () => {
    const box = mailbox();
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
    const box = mailbox();
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
      const box = mailbox();
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
      const box = mailbox();
      for (const { minute, by } of asked.toSorted((a, b) => a.minute - b.minute)) {
        const now = NOW + minutes(minute);
        const before = box.hits();
        const placed = box.ask({ by }, now);
        if (placed.state !== "later") continue;
        expect(placed.on).toBeLessThanOrEqual(now + hours(1));
        const ask = { mail: "it", by, pool: "reset" as const, of: "", askedOn: now };
        expect(placeFor(budget, before, ask, placed.on).state).toBe("now");
      }
    }),
  );
});

test("after an outage mails leave one a minute, however long ago they were asked for", () => {
  const box = mailbox();
  const asked = ["a", "b", "c"].map((by) => ({ mail: by, by, askedOn: NOW }));
  const now = NOW + hours(20);
  expect(asked.map((ask) => stateOf(box.ask(ask, now)))).toEqual(["now", "later", "later"]);
  const then = asked.slice(1).map((ask) => stateOf(box.ask(ask, now + minutes(1))));
  expect(then).toEqual(["now", "later"]);
});

test("what a mailbox remembers stays small, however many ask, and however often", () => {
  const box = mailbox();
  for (let time = 0; time < 2_000; time += 1) {
    box.ask({ by: `stranger ${time}` }, NOW + seconds(time));
    box.ask({ by: "one", pool: "register" }, NOW + seconds(time));
  }
  const asks = box.hits().filter(({ was }) => was === "asked");
  expect(asks.filter(({ pool }) => pool === "reset")).toHaveLength(100);
  expect(asks.filter(({ pool }) => pool === "register")).toHaveLength(1);
});

test("without limits every mail has its place", () => {
  const box = mailbox(withoutMailBudget);
  const states = Array.from({ length: 50 }, () => stateOf(box.ask({ by: "a" }, NOW)));
  expect(new Set(states)).toEqual(new Set(["now"]));
});

describe("a registration may ask for its next mail", () => {
  test("a minute after the one before, and three times an hour", () => {
    expect(nextAsk(budget, [], NOW)).toBeUndefined();
    expect(nextAsk(budget, [NOW], NOW + seconds(59))).toBe(NOW + seconds(60));
    expect(nextAsk(budget, [NOW], NOW + seconds(60))).toBeUndefined();
    const three = [NOW, NOW + minutes(2), NOW + minutes(4)];
    expect(nextAsk(budget, three, NOW + minutes(6))).toBe(NOW + hours(1));
    expect(nextAsk(budget, three.toReversed(), NOW + minutes(60))).toBeUndefined();
  });

  test("at once where there are no limits", () => {
    expect(nextAsk(withoutMailBudget, [NOW, NOW, NOW], NOW)).toBeUndefined();
  });
});
