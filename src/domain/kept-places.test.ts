// Who gets the kept place of an hour, and how clients that ask in turn over days share those places.

import { describe, expect, test } from "vitest";
import { askedMailbox, stateOf } from "../testing/asked-mailbox.ts";
import {
  aheadOf,
  behind,
  mailBudgetDefaults as budget,
  placeFor,
  remember,
  type MailAsk,
  type MailHit,
} from "./mail-budget.ts";
import { hours, minutes, seconds, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);

describe("the place that is kept", () => {
  /** Four clients that have taken all places except the kept one. */
  function crowded() {
    const box = askedMailbox();
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
    const box = askedMailbox();
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
    const box = askedMailbox();
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
    const box = askedMailbox();
    let mails = 0;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      if (stateOf(box.ask({ by: "stranger" }, NOW + minutes(minute))) === "now") mails += 1;
    }
    expect(mails).toBe(4);
  });
});

describe("more clients than there are kept places", () => {
  const OF = "ada@example.com";

  /** Two days of clients that ask in turn every 62 minutes: how many mails each got. */
  function shares(clients: readonly string[]): ReadonlyMap<string, number> {
    const got = new Map(clients.map((client) => [client, 0]));
    let hits: readonly MailHit[] = [];
    let queue: (MailAsk & { readonly due: Instant })[] = [];
    for (let minute = 0; minute < 48 * 60; minute += 1) {
      const now = NOW + minutes(minute);
      clients.forEach((by, place) => {
        if ((minute - 3 * place) % 62 !== 0) return;
        const mail = `${by} ${minute}`;
        queue.push({ mail, pool: "reset", by, of: OF, askedOn: now, due: now });
      });
      for (const ask of queue.filter(({ due }) => due <= now)) {
        const isWaiting = (mail: string) => queue.some((other) => other.mail === mail);
        const found = placeFor(budget, hits, ask, now);
        const goesBehind =
          found.state === "now" && found.kept && aheadOf(budget, hits, ask, now).some(isWaiting);
        const placed = goesBehind ? behind(budget, ask, now) : found;
        hits = remember(hits, ask, placed, now);
        queue = queue.filter(({ mail }) => mail !== ask.mail);
        if (placed.state === "later") queue.push({ ...ask, due: placed.on });
        if (placed.state === "now") got.set(ask.by, got.get(ask.by)! + 1);
      }
    }
    return got;
  }

  test.each([6, 9, 12])("%i of them get the same share, whoever asks first", (count) => {
    const clients = Array.from({ length: count }, (_, place) => `client ${place}`);
    const got = [...shares(clients).values()];
    expect(Math.max(...got) - Math.min(...got)).toBeLessThanOrEqual(2);
    expect(got.reduce((sum, mails) => sum + mails)).toBeGreaterThan(2 * 24 * 3);
  });
});
