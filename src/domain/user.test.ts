import { describe, expect, test } from "vitest";
import { days, type Instant } from "./time.ts";
import {
  graceEndsOn,
  isClosed,
  loginGivesSession,
  mayEnter,
  type Entry,
  type UnconfirmedPolicy,
} from "./user.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);
const waiting = { confirmedOn: null, disabledOn: null, deletesOn: null, registeredOn: NOW };
const confirmed = { ...waiting, confirmedOn: NOW };

const RESTRICTED: UnconfirmedPolicy = { mode: "restricted" };
const FULL: UnconfirmedPolicy = { mode: "full" };
const GRACE: UnconfirmedPolicy = { mode: "full", grace: days(3) };
const NONE: UnconfirmedPolicy = { mode: "none" };

describe("what may somebody enter?", () => {
  test.for<[string, Parameters<typeof mayEnter>[0], UnconfirmedPolicy, Instant, Entry]>([
    ["the confirmed: everything", confirmed, RESTRICTED, NOW, "everything"],
    ["the confirmed, whatever the policy", confirmed, NONE, NOW, "everything"],
    ["the unconfirmed: the waiting room", waiting, RESTRICTED, NOW, "waiting-room"],
    ["with no access: the waiting room of their registration", waiting, NONE, NOW, "waiting-room"],
    ["with full access: everything", waiting, FULL, NOW + days(900), "everything"],
    ["in their grace: everything", waiting, GRACE, NOW + days(3) - 1, "everything"],
    ["after their grace: the waiting room", waiting, GRACE, NOW + days(3), "waiting-room"],
    ["the disabled: nothing", { ...confirmed, disabledOn: NOW }, FULL, NOW, "nothing"],
    [
      "the disabled and unconfirmed: nothing",
      { ...waiting, disabledOn: NOW },
      FULL,
      NOW,
      "nothing",
    ],
    ["who is to be deleted: nothing", { ...confirmed, deletesOn: NOW + 1 }, FULL, NOW, "nothing"],
  ])("%s", ([, user, policy, now, entry]) => {
    expect(mayEnter(user, policy, now)).toBe(entry);
  });
});

test("a grace ends so long after registering; without one it never does, or there is none", () => {
  expect(graceEndsOn(waiting, GRACE)).toBe(NOW + days(3));
  expect(graceEndsOn(waiting, FULL)).toBe(Infinity);
  expect(graceEndsOn(waiting, RESTRICTED)).toBeUndefined();
  expect(graceEndsOn(waiting, NONE)).toBeUndefined();
});

test("logging in gives a session to everybody but the unconfirmed under the policy of no access", () => {
  expect(loginGivesSession(waiting, RESTRICTED)).toBe(true);
  expect(loginGivesSession(waiting, FULL)).toBe(true);
  expect(loginGivesSession(waiting, NONE)).toBe(false);
  expect(loginGivesSession(confirmed, NONE)).toBe(true);
});

test("nobody acts as a user who is disabled or waits to be deleted", () => {
  expect(isClosed(confirmed)).toBe(false);
  expect(isClosed({ ...confirmed, disabledOn: NOW })).toBe(true);
  expect(isClosed({ ...confirmed, deletesOn: NOW })).toBe(true);
});
