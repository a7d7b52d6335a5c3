// The rules of Postern's own kinds of mails and purposes of links: promises, as data of their features.

import { expect, test } from "vitest";
import { canBeSuppressed } from "../../src/domain/suppression.ts";
import { isEndedBy, type LinkEvent } from "../../src/domain/link.ts";
import { priorityOf, worthFor } from "../../src/domain/mail.ts";
import { days, hours } from "../../src/domain/time.ts";
import { joined } from "../../src/features.ts";

const { mails, purposes } = joined();

const kindsWith = (isMeant: (rules: (typeof mails)[string]) => boolean): readonly string[] =>
  Object.entries(mails)
    .filter(([, rules]) => isMeant(rules))
    .map(([kind]) => kind)
    .toSorted();

const NOTICES = [
  "change-requested",
  "change-undone",
  "codes-guessed",
  "deleted",
  "deletion",
  "email-changed",
  "factor-removal-begun",
  "factor-removal-done",
  "factor-removal-soon",
  "factor-removal-stopped",
  "factors-removed",
  "lose-factor",
  "new-device",
  "passkey-added",
  "passkey-behind",
  "passkey-removed",
  "password-changed",
  "password-paused",
  "recovery-code-used",
  "recovery-codes-made",
  "two-step-off",
  "two-step-on",
];

test("notices are outside the budget, wait behind others, and no bounce holds them back", () => {
  expect(kindsWith(({ notice }) => notice === true)).toEqual(NOTICES);
  // A campaign waits behind others, too, and a bounce holds its mail back.
  const patient = ["confirm-moved", ...NOTICES].toSorted();
  expect(kindsWith((rules) => priorityOf(rules) === 1)).toEqual(patient);
  expect(kindsWith((rules) => !canBeSuppressed(rules))).toEqual(NOTICES);
});

test("a reset is worth sending for hours, everything else for days", () => {
  const short = ["reset", "reset-disabled", "reset-no-user"];
  expect(kindsWith((rules) => worthFor(rules) === hours(6))).toEqual(short);
  expect(kindsWith((rules) => worthFor(rules) === days(3))).toHaveLength(
    Object.keys(mails).length - short.length,
  );
});

test("whoever is somebody else gets no link of another's mail", () => {
  expect(kindsWith(({ withholdsLink }) => withholdsLink === true)).toEqual([
    "address-in-use",
    "address-reserved",
    "already-registered",
    "reset-disabled",
    "reset-no-user",
  ]);
});

test.each<[LinkEvent, readonly string[]]>([
  ["session", ["change-email", "lose-factor"]],
  ["suspension", ["change-email", "confirm", "keep-account", "lose-factor", "reset"]],
  ["recovery", ["change-email", "confirm", "keep-account", "lose-factor", "reset", "stop-change"]],
  [
    "removal",
    [
      "change-email",
      "confirm",
      "keep-account",
      "keep-factor",
      "lock-account",
      "lose-factor",
      "reset",
      "stop-change",
      "undo-change",
    ],
  ],
])("%s ends the links of what does not outlive it", (event, ended) => {
  const found = Object.entries(purposes).filter(([, rules]) => isEndedBy(rules, event));
  expect(found.map(([name]) => name).toSorted()).toEqual(ended);
});

test("what is done from a mail alone is done by people", () => {
  const typed = Object.entries(purposes).filter(([, { code }]) => code === "typed");
  expect(typed.map(([name]) => name).toSorted()).toEqual([
    "keep-account",
    "keep-factor",
    "lock-account",
    "lose-factor",
    "stop-change",
    "undo-change",
  ]);
});
