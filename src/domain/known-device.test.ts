import { expect, test } from "vitest";
import { knownDevices } from "./known-device.ts";

const OLD = "v0pT2mXkQ9sLr8YhJd3wZbN6cF1gAeUi";
const NEW = "5f2c9b7e1d84a06f3be7c25d9a4810fe";
const DEVICE = "q83vEjRWeJCrze8SNFZ4kA";
const ADA = "ada@example.com";

const ours = knownDevices([OLD]);
const MADE = { deviceId: DEVICE, madeOn: Date.UTC(2026, 10, 22, 13, 5) };
const mark = ours.mark(ADA, MADE);

test("a browser in which somebody logged in is known again, for that address only", () => {
  expect(ours.read(ADA, mark)).toEqual(MADE);
  expect(ours.read("bob@example.com", mark)).toBeUndefined();
});

test("a mark of an older key is still known, and new ones are of the newest", () => {
  const turned = knownDevices([NEW, OLD]);
  expect(turned.read(ADA, mark)).toEqual(MADE);
  expect(turned.mark(ADA, MADE)).toBe(knownDevices([NEW]).mark(ADA, MADE));
  expect(knownDevices([NEW]).read(ADA, mark)).toBeUndefined();
});

/** A value with a valid signature that is not a mark: no browser was ever given it. */
const signedFor = (deviceId: string): string => ours.mark(ADA, { ...MADE, deviceId });

test.each([
  ["there is none", undefined],
  ["it is empty", ""],
  ["it has no signature", DEVICE],
  ["its signature is empty", `${DEVICE}.`],
  ["its signature is another's", mark.replace(/[^.]+$/, signedFor("A".repeat(22)).split(".")[2]!)],
  ["something follows", `${mark}.more`],
  ["its device is another", mark.replace(DEVICE, "A".repeat(22))],
  ["it says that it was made later", mark.replace(/\.[0-9a-z]+\./, ".zzzzzzzz.")],
  ["it no longer says when it was made", mark.replace(/\.[0-9a-z]+\./, ".")],
  ["its device is too short", signedFor(DEVICE.slice(1))],
  ["its device is too long", signedFor(`${DEVICE}A`)],
  ["its device has strange characters", signedFor(`${DEVICE.slice(1)} `)],
])("no mark is known when %s", (_, value) => {
  expect(ours.read(ADA, value)).toBeUndefined();
});

test("marks of the version before, which did not say when they were made, stay good", () => {
  const before = "q83vEjRWeJCrze8SNFZ4kA.bRJnpQTz_rMHDtsa2oLlwKquJMLoEBWl9lAeXbYQ-lY";
  expect(ours.read(ADA, before)).toEqual({ deviceId: DEVICE, madeOn: 0 });
});
