import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { joined } from "../../src/features.ts";
import type { PosternEvents } from "../../src/index.ts";

/** The types of the table, which the compiler compares with those of `PosternEvents`. */
type Documented = keyof PosternEvents;

const listed = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(", ") || "–";

test("docs/events.md has a row for each event, with the acts that cause it and its data", () => {
  const rows = [
    ...readFileSync("docs/events.md", "utf8").matchAll(
      /^\| `([a-z-]+\.[a-z-]+)` +\| (.+?) +\| (.+?) +\|/gm,
    ),
  ];
  const documented = new Map(rows.map(([, type, ...rest]) => [type, rest]));
  const told = Object.entries(joined().events).map(
    ([type, { acts, data = [] }]) => [type, [listed(acts), listed(data)]] as const,
  );
  expect(documented).toEqual(new Map(told));
});

test("the types of events are those that the features have", () => {
  const types = {
    "factor.added": true,
    "factor.removed": true,
    "mail.bounced": true,
    "registration.address-changed": true,
    "registration.removed": true,
    "session.ended": true,
    "session.renewed": true,
    "session.started": true,
    "user.confirmed": true,
    "user.deleted": true,
    "user.deletion-cancelled": true,
    "user.deletion-requested": true,
    "user.demoted": true,
    "user.disabled": true,
    "user.email-changed": true,
    "user.enabled": true,
    "user.password-changed": true,
    "user.promoted": true,
    "user.registered": true,
    "user.terms-accepted": true,
  } satisfies Readonly<Record<Documented, true>>;
  expect(Object.keys(types)).toEqual(Object.keys(joined().events).toSorted());
});
