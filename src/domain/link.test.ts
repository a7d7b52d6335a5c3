import { describe, expect, test } from "vitest";
import {
  CODE_TRIES,
  LIVE_LINKS,
  PASSWORD_TRIES,
  asksForCode,
  isEndedBy,
  linkDefaults,
  linkState,
  type Link,
  type LinkEvent,
  type LinkState,
} from "./link.ts";
import { days, hours, minutes, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);
const link: Link = {
  id: "A".repeat(22),
  purpose: "confirm",
  userId: "u",
  email: "ada@example.com",
  emailKey: "ada@example.com",
  createdOn: NOW,
  mintedOn: NOW,
  expiresOn: NOW + hours(72),
  codeExpiresOn: NOW + hours(1),
  endedOn: null,
  endedWhy: null,
  passwordTries: 0,
  asksCode: true,
  whenUsed: "already-confirmed",
};
const reset: Link = { ...link, purpose: "reset", whenUsed: "used" };
const ended = (from: Link, endedWhy: Link["endedWhy"]): Link => ({
  ...from,
  endedOn: NOW,
  endedWhy,
});

describe("the state of a link", () => {
  test.for<[string, Link | undefined, Instant, LinkState]>([
    ["there is none", undefined, NOW, "unknown"],
    ["its mail was not handed over", { ...link, mintedOn: null, expiresOn: null }, NOW, "unknown"],
    ["it was minted and has no end", { ...link, expiresOn: null }, NOW, "unknown"],
    ["it has an end and was not minted", { ...link, mintedOn: null }, NOW, "unknown"],
    ["it is in its life", link, NOW + hours(72) - 1, "ready"],
    ["its life is over", link, NOW + hours(72), "expired"],
    [
      "a confirmation link that was used is a success",
      ended(link, "used"),
      NOW,
      "already-confirmed",
    ],
    ["a reset link that was used is not", ended(reset, "used"), NOW, "used"],
    ["it was replaced", ended(link, "replaced"), NOW, "replaced"],
    ["its registration was removed", ended(link, "removed"), NOW, "removed"],
    ["its address is taken", ended(link, "address-taken"), NOW, "address-taken"],
    ["it was used, and would have expired since", ended(reset, "used"), NOW + days(9), "used"],
  ])("%s", ([, row, now, state]) => {
    expect(linkState(row, now)).toBe(state);
  });
});

test("lifetimes are what the product promises", () => {
  expect(linkDefaults).toMatchObject({
    confirm: hours(72),
    code: minutes(60),
    reset: minutes(60),
    "change-email": hours(24),
    "undo-change": days(7),
  });
  expect([PASSWORD_TRIES, CODE_TRIES, LIVE_LINKS]).toEqual([5, 5, 3]);
});

describe("what a purpose says of its links", () => {
  const rules = { lifetime: hours(1) };

  test.for<[LinkEvent | undefined, readonly LinkEvent[]]>([
    [undefined, ["session", "suspension", "recovery", "removal"]],
    ["session", ["session", "suspension", "recovery", "removal"]],
    ["suspension", ["suspension", "recovery", "removal"]],
    ["recovery", ["recovery", "removal"]],
    ["removal", ["removal"]],
  ])("with %s they end, and with whatever is stronger", ([endsWith, ends]) => {
    const each = endsWith === undefined ? rules : { ...rules, endsWith };
    const events: readonly LinkEvent[] = ["session", "suspension", "recovery", "removal"];
    expect(events.filter((event) => isEndedBy(each, event))).toEqual(ends);
  });

  test("a code is asked for where the purpose has one, and the mail had it", () => {
    expect(asksForCode(rules, true)).toBe(false);
    expect(asksForCode({ ...rules, code: "typed" }, true)).toBe(true);
    expect(asksForCode({ ...rules, code: "typed" }, false)).toBe(false);
    expect(asksForCode({ ...rules, code: "always" }, false)).toBe(true);
  });
});
