import { expect, test } from "vitest";
import { knownDevices } from "./known-device.ts";

const OLD = "v0pT2mXkQ9sLr8YhJd3wZbN6cF1gAeUi";
const NEW = "5f2c9b7e1d84a06f3be7c25d9a4810fe";
const DEVICE = "q83vEjRWeJCrze8SNFZ4kA";
const ADA = "ada@example.com";

const ours = knownDevices([OLD]);
const mark = ours.mark(ADA, DEVICE);

test("a browser in which somebody logged in is known again, for that address only", () => {
  expect(ours.read(ADA, mark)).toBe(DEVICE);
  expect(ours.read("bob@example.com", mark)).toBeUndefined();
});

test("a mark of an older key is still known, and new ones are of the newest", () => {
  const turned = knownDevices([NEW, OLD]);
  expect(turned.read(ADA, mark)).toBe(DEVICE);
  expect(turned.mark(ADA, DEVICE)).toBe(knownDevices([NEW]).mark(ADA, DEVICE));
  expect(knownDevices([NEW]).read(ADA, mark)).toBeUndefined();
});

/** Signed by us, and yet no mark: what no browser of ours was ever given. */
const signedFor = (deviceId: string): string => ours.mark(ADA, deviceId);

test.each([
  ["there is none", undefined],
  ["it is empty", ""],
  ["it has no signature", DEVICE],
  ["its signature is empty", `${DEVICE}.`],
  ["its signature is another's", `${DEVICE}.${ours.mark(ADA, "A".repeat(22)).split(".")[1]}`],
  ["something follows", `${mark}.more`],
  ["its device is another", mark.replace(DEVICE, "A".repeat(22))],
  ["its device is too short", signedFor(DEVICE.slice(1))],
  ["its device is too long", signedFor(`${DEVICE}A`)],
  ["its device has strange characters", signedFor(`${DEVICE.slice(1)} `)],
])("no mark is known when %s", (_, value) => {
  expect(ours.read(ADA, value)).toBeUndefined();
});

test("marks that browsers hold stay good from one version to the next", () => {
  expect(ours.mark(ADA, DEVICE)).toBe(
    "q83vEjRWeJCrze8SNFZ4kA.bRJnpQTz_rMHDtsa2oLlwKquJMLoEBWl9lAeXbYQ-lY",
  );
});
