import { expect, test } from "vitest";
import { passkeyChallenges } from "./passkey-challenge.ts";
import { minutes } from "./time.ts";

const OLD = "v0pT2mXkQ9sLr8YhJd3wZbN6cF1gAeUi";
const NEW = "5f2c9b7e1d84a06f3be7c25d9a4810fe";
const ID = "q83vEjRWeJCrze8SNFZ4kA";
const HERE = "the binding of this browser";
const NOW = Date.UTC(2026, 10, 28, 21, 0);

const ours = passkeyChallenges([OLD]);
const { state, challenge } = ours.make("login", ID, HERE, NOW);

test("a challenge is known again in the browser that it was made for", () => {
  expect(ours.read(state, HERE, NOW)).toEqual({ act: "login", id: ID, challenge });
  expect(ours.read(state, "another browser", NOW)).toBeUndefined();
});

test("a challenge has 256 bits, which differ with everything that it is for", () => {
  expect(Buffer.from(challenge, "base64url")).toHaveLength(32);
  const others = [
    ours.make("again", ID, HERE, NOW),
    ours.make("login", `${ID.slice(1)}B`, HERE, NOW),
    ours.make("login", ID, "another browser", NOW),
    ours.make("login", ID, HERE, NOW + 1),
  ];
  expect(new Set([challenge, ...others.map((each) => each.challenge)]).size).toBe(5);
});

test("a challenge lasts ten minutes", () => {
  expect(ours.read(state, HERE, NOW + minutes(10) - 1)).toBeDefined();
  expect(ours.read(state, HERE, NOW + minutes(10))).toBeUndefined();
});

test("a challenge of an older key is still known, and new ones are of the newest", () => {
  const turned = passkeyChallenges([NEW, OLD]);
  expect(turned.read(state, HERE, NOW)).toBeDefined();
  expect(turned.make("login", ID, HERE, NOW)).toEqual(
    passkeyChallenges([NEW]).make("login", ID, HERE, NOW),
  );
  expect(passkeyChallenges([NEW]).read(state, HERE, NOW)).toBeUndefined();
});

test.for([
  ["it is empty", ""],
  ["it is for something else", state.replace("login", "add")],
  ["it is for nothing known", state.replace("login", "toString")],
  ["it lasts longer", state.replace(/\.[0-9a-z]+\.(?=[^.]+$)/, ".zzzzzzzz.")],
  ["its id is another", state.replace(ID, "A".repeat(22))],
  ["its challenge is another", state.replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
  ["something follows", `${state}A`],
  ["something precedes", ` ${state}`],
] as const)("no challenge is known when %s", ([, text]) => {
  expect(ours.read(text, HERE, NOW)).toBeUndefined();
});
