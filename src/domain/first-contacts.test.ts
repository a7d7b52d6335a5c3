import { expect, test } from "vitest";
import {
  accrue,
  afterComplaint,
  comesBack,
  firstContactDefaults as rules,
  firstContactState,
  mayContact,
  mayGoOn,
  networkCredit,
  rulesFor,
  TRUST,
  type FirstContactAccount,
} from "./first-contacts.ts";
import { days, hours, minutes, type Instant } from "./time.ts";

const NONE = { confirmed: 0, recent: 0, back: 0, lately: { sent: 0, confirmed: 0 } };
const START: FirstContactAccount = { credit: rules.floor, refilledOn: 0 };

/** People who register, one each so many milliseconds, and confirm after a while. Returns how many had to wait. */
function waitsOf(people: {
  readonly count: number;
  readonly within: number;
  readonly confirmAfter: number;
  readonly share: number;
}): number {
  let account = START;
  let waited = 0;
  const confirmations: Instant[] = [];
  for (let person = 0; person < people.count; person += 1) {
    const now = (person * people.within) / people.count;
    const confirmed = confirmations.filter((on) => on <= now).length;
    confirmations.splice(0, confirmed);
    account = accrue(rules, account, { ...NONE, confirmed, recent: person }, now);
    if (!mayContact(rules, account.credit, 0)) waited += 1;
    else account = { ...account, credit: account.credit - 1 };
    if ((person * people.share) % 1 < people.share) confirmations.push(now + people.confirmAfter);
  }
  return waited;
}

test("a thousand people who register in an hour and confirm within five minutes never wait", () => {
  const day = { count: 1_000, within: hours(1), confirmAfter: minutes(5) };
  expect(waitsOf({ ...day, share: 1 })).toBe(0);
  expect(waitsOf({ ...day, share: 0.7 })).toBe(0);
});

test("of ten thousand that nobody confirms, all but the first 160 wait, and a few that time allows", () => {
  const attack = { count: 10_000, within: hours(1), confirmAfter: hours(9), share: 1 };
  const sent = 10_000 - waitsOf(attack);
  expect(sent).toBe(160 + Math.floor(rules.floor / 4 / 24));
});

test("what nobody speaks for leaves a reserve to others, and known networks have all of it", () => {
  const left = (trust: number): number =>
    Array.from({ length: rules.floor + 1 }, (_, credit) => credit).filter(
      (credit) => !mayContact(rules, credit, trust),
    ).length - 1;
  expect(left(0)).toBe(40);
  expect(left(TRUST.proof)).toBe(40);
  expect(left(TRUST.stayed)).toBe(20);
  expect(left(TRUST.stayed | TRUST.proof)).toBe(20);
  expect(left(TRUST.known)).toBe(0);
});

test("what waits goes on as others go, but what nothing speaks for only while the site stays calm", () => {
  expect([100, 101].map((credit) => mayGoOn(rules, credit, TRUST.proof))).toEqual([false, true]);
  expect([20, 21].map((credit) => mayGoOn(rules, credit, TRUST.stayed))).toEqual([false, true]);
  expect([0, 1].map((credit) => mayGoOn(rules, credit, TRUST.known))).toEqual([false, true]);
});

test("what is asked for by address has a tenth of the credit, and earns a third", () => {
  expect(rulesFor(rules, "shown")).toBe(rules);
  expect(rulesFor(rules, "by-address")).toEqual({ floor: 20, perConfirmation: 1 });
});

test("a site is calm, on the alert below half of its floor, and holds when only the reserve is left", () => {
  expect(firstContactState(rules, 200)).toBe("calm");
  expect(firstContactState(rules, 100)).toBe("calm");
  expect(firstContactState(rules, 99)).toBe("alert");
  expect(firstContactState(rules, 41)).toBe("alert");
  expect(firstContactState(rules, 40)).toBe("holding");
  expect(firstContactState(rules, 0)).toBe("holding");
});

test("time refills a quarter of the floor in a day, and never more than the floor, however the day is cut", () => {
  const low = { credit: 20, refilledOn: 0 };
  expect(accrue(rules, low, NONE, days(1)).credit).toBe(70);
  expect(accrue(rules, low, NONE, days(9)).credit).toBe(200);
  let account: FirstContactAccount = low;
  for (let second = 1; second <= 86_400; second += 7) {
    account = accrue(rules, account, NONE, second * 1_000);
  }
  expect(account.credit).toBe(69);
});

test("half of what is kept for known networks is refilled twice as fast as the rest", () => {
  const empty = { credit: 0, refilledOn: 0 };
  expect(accrue(rules, empty, NONE, hours(1.2)).credit).toBe(5);
  expect(accrue(rules, empty, NONE, hours(2.4)).credit).toBe(10);
  expect(accrue(rules, empty, NONE, hours(2.4 + 1)).credit).toBe(12);
});

test("what was sent comes back a day later, as far as no confirmation has paid for it, so that both are the floor", () => {
  const back = comesBack(rules, { sent: 200, confirmed: 0 });
  expect(back).toBe(150);
  const low = { credit: 20, refilledOn: 0 };
  expect(accrue(rules, low, { ...NONE, back }, days(1)).credit).toBe(200);
  expect(accrue(rules, { credit: 190, refilledOn: 0 }, { ...NONE, back }, 0).credit).toBe(200);
  expect(comesBack(rules, { sent: 200, confirmed: 40 })).toBe(60);
  expect(comesBack(rules, { sent: 200, confirmed: 70 })).toBe(0);
});

test("confirmations earn no surplus for an attack: where the site is not calm, and fewer than half confirm", () => {
  const earned = (credit: number, sent: number): number => {
    const lately = { sent, confirmed: 50 };
    const account = { credit, refilledOn: 0 };
    return (
      accrue(rules, account, { ...NONE, lately, confirmed: 10, recent: 50 }, 0).credit - credit
    );
  };
  expect([earned(99, 201), earned(100, 201), earned(99, 200)]).toEqual([10, 30, 30]);
});

test("confirmations earn more than the floor, as much as the last hours go on to need", () => {
  expect(accrue(rules, START, { ...NONE, confirmed: 100, recent: 100 }, 0).credit).toBe(500);
  expect(accrue(rules, START, { ...NONE, confirmed: 100, recent: 10 }, 0).credit).toBe(230);
  const busy = { credit: 5_000, refilledOn: 0 };
  expect(accrue(rules, busy, NONE, hours(3)).credit).toBe(rules.floor);
});

test("a complaint costs five first contacts, and complaints alone make a site ask for more, but never hold mails", () => {
  expect(afterComplaint(rules, 200)).toBe(195);
  let credit = rules.floor;
  for (let complaint = 0; complaint < 1_000; complaint += 1) credit = afterComplaint(rules, credit);
  expect(firstContactState(rules, credit)).toBe("alert");
  expect(afterComplaint(rules, 60)).toBe(60);
  for (const floor of [1, 2, 3, 10]) {
    const small = { ...rules, floor };
    expect(mayContact(small, afterComplaint(small, floor), 0)).toBe(true);
  }
});

test("a clock that goes back takes nothing away", () => {
  expect(accrue(rules, { credit: 50, refilledOn: hours(2) }, NONE, hours(1))).toEqual({
    credit: 50,
    refilledOn: hours(2),
  });
});

test("a network earns by its confirmations, up to a bound", () => {
  expect(networkCredit(rules, 0, 1)).toBe(3);
  expect(networkCredit(rules, 28, 1)).toBe(30);
});
