import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePayload, encodePayload, type Json } from "./payload.ts";

const ROOM = 16_384;

const plain = (json: string): string => Buffer.from(json).toString("base64url");
const packed = (json: string): string => `.${deflateSync(json).toString("base64url")}`;
const read = (text: string): unknown => {
  const payload = decodePayload(text, ROOM);
  return payload.ok ? payload.value : payload.reason;
};

test.each<[string, Json, string]>([
  ["a text", "test@user.com", plain('"test@user.com"')],
  ["an object, in its order", { id: 42, n: null, t: true }, plain('{"id":42,"n":null,"t":true}')],
  ["letters beyond ASCII, not escaped", "Grüße, 日本 👋", plain('"Grüße, 日本 👋"')],
  ["control characters, escaped", "a\n\u0001\u007f", plain('"a\\n\\u0001\u007f"')],
  ["eleven equal letters, not compressed", "a".repeat(11), plain('"aaaaaaaaaaa"')],
  ["twelve equal letters, compressed", "a".repeat(12), packed('"aaaaaaaaaaaa"')],
])("%s is written as the reference does, and read back", (_, payload, text) => {
  expect(encodePayload(payload, ROOM)).toBe(text);
  expect(read(text)).toEqual(payload);
});

/** An alphabet of few letters makes repetition, and so compression, likely. */
const anyPayload = fc.oneof(
  fc.jsonValue({ stringUnit: "binary" }),
  fc.array(fc.string({ unit: fc.constantFrom("a", "b", "ab"), maxLength: 60 })),
  fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((id) => [Buffer.from(id).toString("base64url")]),
);

test("whatever JSON says is read back", () => {
  fc.assert(
    fc.property(anyPayload, (payload) => {
      const json = JSON.stringify(payload);
      fc.pre(!/[0-9]{16}/.test(json));
      expect(JSON.stringify(read(encodePayload(payload as Json, ROOM)))).toBe(json);
    }),
    { seed: 20150101, numRuns: 1_000 },
  );
});

test("a payload is compressed exactly when the reference would", () => {
  const short = fc.string({
    unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
    maxLength: 31,
  });
  const shorter = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 16 });
  const doubled = short.map((text) => text + text.slice(0, 8));
  fc.assert(
    fc.property(fc.oneof(anyPayload, short, shorter, doubled), (payload) => {
      const json = JSON.stringify(payload);
      const pays = deflateSync(json).length < Buffer.from(json).length - 1;
      expect(encodePayload(payload as Json, ROOM)).toBe((pays ? packed : plain)(json));
    }),
    { seed: 20150101, numRuns: 1_500 },
  );
});

test("a compressed payload is read as well as a plain one", () => {
  const json = JSON.stringify({ user: Array.from({ length: 3 }, () => "ada@example.com") });
  expect(read(packed(json))).toEqual(JSON.parse(json));
  expect(read(plain(json))).toEqual(JSON.parse(json));
});

test("ten million equal letters in thirteen thousand are not inflated", () => {
  const bomb = packed(JSON.stringify("a".repeat(10_000_000)));
  expect(bomb.length).toBeLessThan(13_100);
  const before = process.memoryUsage().arrayBuffers;
  expect(read(bomb)).toBe("bad-payload");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
});

test.each([
  ["exactly as long as allowed", ROOM - 2, true],
  ["one byte longer", ROOM - 1, false],
])("a payload %s: compressed, plain and signed alike", (_, length, fits) => {
  const json = JSON.stringify("a".repeat(length));
  expect(decodePayload(packed(json), ROOM).ok).toBe(fits);
  expect(decodePayload(plain(json), ROOM).ok).toBe(fits);
  const sign = (): string => encodePayload("a".repeat(length), ROOM);
  if (fits) expect(sign()).toBe(packed(json));
  else expect(sign).toThrow(RangeError);
});

test.each([
  ["nothing", ""],
  ["a dot", "."],
  ["padding", `${plain("1")}==`],
  ["stray bits in the last character", "MR"],
  ["a single character", "M"],
  ["the alphabet of plain base64", Buffer.from('"~~~"').toString("base64").replaceAll("=", "")],
  ["a character of no alphabet", `${plain("[1]")}!`],
  ["a space", `${plain("[1]")} `],
  ["a character outside ASCII", `${plain("[1]")}é`],
  ["no JSON", plain("confirm")],
  ["two JSON texts", plain("1 2")],
  ["JSON behind a byte order mark", plain("\ufeff1")],
  ["not a number", plain("NaN")],
  ["infinity", plain("[Infinity]")],
  ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22]).toString("base64url")],
  ["half a surrogate pair as bytes", Buffer.from("22eda08022", "hex").toString("base64url")],
  ["what is not compressed at all", `.${plain('"aaaaaaaaaaaaaaaa"')}`],
  ["compression that does not pay", packed('"test@user.com"')],
  ["compression that was cut off", packed(JSON.stringify("a".repeat(99))).slice(0, -4)],
  ["two dots in front", `.${packed(JSON.stringify("a".repeat(99)))}`],
])("%s is no payload", (_, text) => {
  expect(read(text)).toBe("bad-payload");
});

test("an integer that JavaScript would round into another one is refused", () => {
  expect(read(plain("9007199254740991"))).toBe(Number.MAX_SAFE_INTEGER);
  expect(read(plain('{"user":9007199254740993}'))).toBe("bad-payload");
  expect(read(plain("[-36028797018963969]"))).toBe("bad-payload");
  expect(read(plain('"9007199254740993"'))).toBe("9007199254740993");
});

test("a float is read, however large or long it is", () => {
  expect(read(plain("1e+16"))).toBe(1e16);
  expect(read(plain("[4.0,0.30000000000000004]"))).toEqual([4, 0.30000000000000004]);
  expect(read(plain('[1e+16,"9007199254740993"]'))).toEqual([1e16, "9007199254740993"]);
  expect(read(plain("[9007199254740993.0]"))).toEqual([9007199254740992]);
});

test("a key that names a prototype is a key like any other", () => {
  const payload = read(plain('{"__proto__":{"admin":true}}'));
  expect(Object.keys(payload as object)).toEqual(["__proto__"]);
  expect((payload as { admin?: boolean }).admin).toBeUndefined();
});

test("half of a surrogate pair is not signed, and a backslash before such letters is", () => {
  expect(() => encodePayload(["\ud83d"], ROOM)).toThrow(TypeError);
  expect(() => encodePayload({ "\udc4b": 1 }, ROOM)).toThrow(TypeError);
  expect(read(encodePayload("\\ud83d", ROOM))).toBe("\\ud83d");
});
