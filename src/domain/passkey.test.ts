import { expect, test } from "vitest";
import {
  counterOf,
  factorShown,
  isBehind,
  isHandleOf,
  parsePasskeyAnswer,
  passkeyName,
  userHandleOf,
} from "./passkey.ts";

test.for<[number, number, boolean]>([
  [0, 0, false],
  [0, 1, false],
  [5, 6, false],
  [5, 5, true],
  [5, 4, true],
  [5, 0, true],
])("a counter of %i and then %i: behind is %s", ([before, reported, expected]) => {
  expect(isBehind(before, reported)).toBe(expected);
});

test("a passkey that never counted is at zero", () => {
  expect([counterOf({ state: null }), counterOf({ state: "7" })]).toEqual([0, 7]);
});

test.for<["both" | "second", boolean, string]>([
  ["both", true, "both"],
  ["both", false, "second"],
  // Whoever finds a security key can give it a PIN.
  ["second", true, "second"],
  ["second", false, "second"],
])("one that can be %s, its holder checked: %s, shows %s", ([factor, isVerified, shown]) => {
  expect(factorShown({ factor }, isVerified)).toBe(shown);
});

test.for([
  ["nothing", ""],
  ["no JSON", "{"],
  ["a text", '"id"'],
  ["null", "null"],
  ["a list", "[]"],
  ["no id", '{"type":"public-key","response":{}}'],
  ["an id that is no text", '{"id":7,"response":{}}'],
  ["an id that is far too long", JSON.stringify({ id: "A".repeat(1365), response: {} })],
  ["no response", '{"id":"AAAA"}'],
  ["null for the response", '{"id":"AAAA","response":null}'],
  ["a user handle that is no text", '{"id":"AAAA","response":{"userHandle":7}}'],
] as const)("%s is no answer of a browser", ([, text]) => {
  expect(parsePasskeyAnswer(text)).toBeUndefined();
});

test("an authenticator that does not say whose passkey it is may leave that out, or say null", () => {
  const without = parsePasskeyAnswer('{"id":"AAAA","response":{}}');
  const withNull = parsePasskeyAnswer('{"id":"AAAA","response":{"userHandle":null}}');
  expect([without?.userHandle, withNull?.userHandle]).toEqual([undefined, undefined]);
});

test.for<[string, string | undefined]>([
  ["  My\tphone\n", "My phone"],
  ["", undefined],
  [" \u0000 ", undefined],
  ["🔑".repeat(70), "🔑".repeat(64)],
])("the name %j becomes %j", ([typed, name]) => {
  expect(passkeyName(typed)).toBe(name);
});

test("a user handle has at most 64 bytes, and no address", () => {
  const handle = Buffer.from(userHandleOf({ id: "q83vEjRWeJCrze8SNFZ4kA" }), "base64url");
  expect(handle.length).toBeLessThanOrEqual(64);
});

test("a passkey answers for its user by our handle, by that of its system, or by any that nobody kept", () => {
  const user = { id: "ada" };
  const made = { publicKey: "", transports: [], backup: "none", aaguid: "" } as const;
  expect(isHandleOf(userHandleOf(user), user, made)).toBe(true);
  expect(isHandleOf("b3RoZXI", user, made)).toBe(false);
  expect(isHandleOf("b3RoZXI", user, { ...made, userHandle: "b3RoZXI" })).toBe(true);
  expect(isHandleOf(userHandleOf(user), user, { ...made, userHandle: "b3RoZXI" })).toBe(false);
  expect(isHandleOf("b3RoZXI", user, { ...made, userHandle: null })).toBe(true);
});
