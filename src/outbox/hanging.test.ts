import { expect, test } from "vitest";
import { hangingDomains } from "./hanging.ts";

const NAMES = ["a.example", "b.example", "c.example"];

const one = (): number => 1;

/** Which of them a claim takes a mail of. */
const chosen = (room: (name: string) => number): readonly string[] =>
  NAMES.filter((name) => room(name) > 0);

test("all domains that hang have two of five connections together, and one of fewer", () => {
  for (const [connections, names] of [
    [5, ["a.example", "b.example"]],
    [1, ["a.example"]],
  ] as const) {
    const hanging = hangingDomains(connections);
    for (const name of NAMES) hanging.note(name, true);
    expect(chosen(hanging.roomFor(one, []))).toEqual(names);
    expect(chosen(hanging.roomFor(one, names))).toEqual([]);
  }
});

test("one has no more of them than it would have, and others keep theirs", () => {
  const hanging = hangingDomains(20);
  hanging.note("a.example", true);
  const room = hanging.roomFor((name) => (name === "a.example" ? 0 : 4), []);
  expect(NAMES.map(room)).toEqual([0, 4, 4]);
});

test("one that answers in time no longer hangs, and the oldest of a thousand is forgotten", () => {
  const hanging = hangingDomains(5);
  hanging.note("a.example", true);
  hanging.note("a.example", false);
  expect(hanging.has("a.example")).toBe(false);
  for (let name = 0; name <= 1_000; name += 1) hanging.note(`d${name}.example`, true);
  expect(["d0.example", "d1.example"].map(hanging.has)).toEqual([false, true]);
});
