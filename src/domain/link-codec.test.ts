import { createHmac, createSecretKey } from "node:crypto";
import { expect, test } from "vitest";
import { codec, linkCodec, type CodecOptions } from "./link-codec.ts";
import type { LinkPurpose } from "./link.ts";
import { seconds } from "./time.ts";

const AT = Date.UTC(2015, 0, 1);
const OLD = "v0pT2mXkQ9sLr8YhJd3wZbN6cF1gAeUi";
const NEW = "5f2c9b7e1d84a06f3be7c25d9a4810fe";
const ID = "q83vEjRWeJCrze8SNFZ4kA";
const PURPOSES: readonly LinkPurpose[] = [
  "confirm",
  "reset",
  "change-email",
  "stop-change",
  "undo-change",
  "keep-account",
];

/** Signs any text, which only somebody with the key can do. */
function signed(text: string): string {
  const key = createSecretKey(createHmac("sha256", OLD).update("test").digest());
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
}

const tokens = codec({ keys: [OLD], salt: "test" });
const TOKEN = tokens.sign(["ada"], AT);
const [PAYLOAD = "", TIME = "", SIGNATURE = ""] = TOKEN.split(".");
const reasonFor = (token: string, age?: { now: number; maxAge: number }): string => {
  const read = tokens.read(token, age);
  return read.ok ? "read" : read.reason;
};

const tutorial = {
  keys: ["my_precious"],
  salt: "my_precious_two",
  derivation: "django-concat",
  digest: "sha1",
} as const satisfies CodecOptions;

// Made with itsdangerous 2.2.0; V1 to V12 are numbered as in the table of vectors.
test.each<[string, unknown, Partial<CodecOptions>, string]>([
  ["V1", "test@user.com", {}, "InRlc3RAdXNlci5jb20i.VKSOAA.a5fQQ2N6r8U68BJjB0Z7ulC1Be8"],
  [
    "V2: another salt",
    "test@user.com",
    { salt: "itsdangerous" },
    "InRlc3RAdXNlci5jb20i.VKSOAA.9ItA8kqfFLpqvPqgoiIY6953Dgk",
  ],
  [
    "V5: an object",
    { id: 42, n: null, t: true },
    {},
    "eyJpZCI6NDIsIm4iOm51bGwsInQiOnRydWV9.VKSOAA.KKinUGCLFyUsETIjj5jh_5RYCHc",
  ],
  [
    "V9: derivation hmac",
    "test@user.com",
    { derivation: "hmac" },
    "InRlc3RAdXNlci5jb20i.VKSOAA.uAhH2OJNQBEnviNCPGwQnW8xOog",
  ],
  [
    "V12: SHA-256",
    "test@user.com",
    { digest: "sha256" },
    "InRlc3RAdXNlci5jb20i.VKSOAA.jVXbElfRBwNObTKURq14XsgTexr5nDSWI0bTiAykeJ8",
  ],
  [
    "derivation concat",
    "test@user.com",
    { derivation: "concat" },
    "InRlc3RAdXNlci5jb20i.VKSOAA.HxsZDmk_F_AGRlrUFIT--S0K4Ds",
  ],
  [
    "derivation none",
    "test@user.com",
    { derivation: "none" },
    "InRlc3RAdXNlci5jb20i.VKSOAA.c-ZG_UlnrcdEcNFEYzD0cQ1U5U4",
  ],
  [
    "SHA-512, derivation hmac",
    "test@user.com",
    { digest: "sha512", derivation: "hmac" },
    "InRlc3RAdXNlci5jb20i.VKSOAA.-SX_s8qxdlRPNdRq4UxBOG4jOFm_Ut2eH4Mkjelrku13SWU8u03LIvQQQ4RviPkqnvzXuQzo1XZoc9iwAG8Aog",
  ],
  ["compressed", "aaaaaaaaaaaa", {}, ".eJxTSkQCSgAkJgTR.VKSOAA.SIr4DWwIMKg-7LQgZuNN9KNiWTA"],
  [
    "beyond ASCII",
    "Grüße, 日本 👋",
    {},
    "Ikdyw7zDn2UsIOaXpeacrCDwn5GLIg.VKSOAA.7U2M4T3lFn-DJawIPebhuIQ5dYo",
  ],
])("a token of Python is written and read alike: %s", (_, payload, options, token) => {
  const { sign, read } = codec({ ...tutorial, ...options });
  expect(sign(payload as string, AT)).toBe(token);
  expect(read(token)).toEqual({ ok: true, value: { payload, signedAt: AT } });
});

test.each([
  ["V6: the first second of 1970", 1, 0, "MQ..ziNOF6H0KPe9U7WPD6uVUTQnezI"],
  [
    "a second of 2106",
    "test@user.com",
    4_294_967_296_000,
    "InRlc3RAdXNlci5jb20i.AQAAAAA.eO9-OjtqiGjFwIlFyvJ3BF942zc",
  ],
])("a token of Python keeps its time: %s", (_, payload, at, token) => {
  const { sign, read } = codec(tutorial);
  expect(sign(payload, at)).toBe(token);
  expect(read(token)).toEqual({ ok: true, value: { payload, signedAt: at } });
});

const WRONG = "A".repeat(43);

// The table of verification errors (wire format, 4.3), row by row.
test.each([
  ["1: nothing", "", "malformed"],
  ["1: no separator", "confirm", "malformed"],
  ["2: one separator, wrong signature", `${PAYLOAD}.${WRONG}`, "bad-signature"],
  ["2: a separator alone", ".", "bad-signature"],
  ["3: wrong signature", `${PAYLOAD}.${TIME}.${WRONG}`, "bad-signature"],
  ["3: no signature", `${PAYLOAD}.${TIME}.`, "bad-signature"],
  ["3: a signature that cannot be decoded", `${PAYLOAD}.${TIME}.A`, "bad-signature"],
  ["4: wrong signature, absurd time", `${PAYLOAD}.__________.${WRONG}`, "bad-signature"],
  ["5: genuine, no time", signed(PAYLOAD), "bad-timestamp"],
  ["6: genuine, a time that is none", signed(`${PAYLOAD}.!`), "bad-timestamp"],
  ["6: genuine, a year beyond 9999", signed(`${PAYLOAD}.__________`), "bad-timestamp"],
  ["6: genuine, a time with a zero in front", signed(`${PAYLOAD}.AFSkjgA`), "bad-timestamp"],
  ["9: genuine, no payload", signed(`.${TIME}`), "bad-payload"],
  ["9: genuine, a payload that is no base64url", signed(`[1].${TIME}`), "bad-payload"],
  ["9: genuine, a payload that is no JSON", signed(`YWRh.${TIME}`), "bad-payload"],
  ["9: genuine, a payload that does not inflate", signed(`.YWRh.${TIME}`), "bad-payload"],
])("row %s", (_, token, reason) => {
  expect(reasonFor(token)).toBe(reason);
});

test.each([
  ["in its own second, no age allowed", 0, 0, "read"],
  ["as old as allowed", 3_600, 3_600, "read"],
  ["as old as allowed, almost a second ago", 3_600.999, 3_600, "read"],
  ["7: a second older than allowed", 3_601, 3_600, "expired"],
  ["7: with an age that nothing has", 0, -1, "expired"],
  ["8: a second before it was signed", -1, 3_600, "from-the-future"],
  ["8: a moment before it was signed", -0.001, 3_600, "from-the-future"],
])("row 7 and 8: a token %s", (_, elapsed, maxAge, outcome) => {
  expect(reasonFor(TOKEN, { now: AT + seconds(elapsed), maxAge: seconds(maxAge) })).toBe(outcome);
});

test("a token that was signed late in a second is not from the future in it", () => {
  const token = tokens.sign(1, AT + 999);
  expect(reasonFor(token, { now: AT + 1, maxAge: 0 })).toBe("read");
});

test("a clock that shows no time lets no token pass that has an age to keep", () => {
  expect(reasonFor(TOKEN, { now: Number.NaN, maxAge: seconds(60) })).not.toBe("read");
  expect(reasonFor(TOKEN, { now: AT, maxAge: Number.NaN })).not.toBe("read");
});

test("a token without an age to keep is read at any time, even from the future", () => {
  expect(reasonFor(tokens.sign(1, Date.UTC(9999, 0, 1)))).toBe("read");
});

test("the payload of an expired token is not looked at", () => {
  const age = { now: AT + seconds(2), maxAge: seconds(1) };
  expect(reasonFor(signed(`YWRh.${TIME}`), age)).toBe("expired");
});

test("a genuine token that is longer than allowed is not read, and none is signed", () => {
  const exact = codec({ keys: [OLD], salt: "test", maxLength: TOKEN.length });
  const short = codec({ keys: [OLD], salt: "test", maxLength: TOKEN.length - 1 });
  expect(exact.read(exact.sign(["ada"], AT)).ok).toBe(true);
  expect(short.read(TOKEN)).toEqual({ ok: false, reason: "malformed" });
  expect(() => short.sign(["ada"], AT)).toThrow(RangeError);
});

test("ten million equal letters are refused, for their length or for what they inflate to", () => {
  const roomy = { keys: [OLD], salt: "test", maxLength: 20_000 };
  const bomb = codec({ ...roomy, maxInflated: 20_000_000 }).sign("a".repeat(10_000_000), AT);
  expect(bomb.length).toBeLessThan(13_100);
  expect(reasonFor(bomb)).toBe("malformed");
  expect(codec(roomy).read(bomb)).toEqual({ ok: false, reason: "bad-payload" });
});

test("a token of a few megabytes is refused without being hashed", () => {
  expect(reasonFor(`${"a".repeat(5_000_000)}.VKSOAA.${SIGNATURE}`)).toBe("malformed");
});

test("after a change of keys, tokens of the old key are read and new ones carry the new key", () => {
  const rotated = codec({ keys: [NEW, OLD], salt: "test" });
  expect(rotated.read(TOKEN).ok).toBe(true);
  expect(rotated.sign(["ada"], AT)).toBe(codec({ keys: [NEW], salt: "test" }).sign(["ada"], AT));
  expect(reasonFor(rotated.sign(["ada"], AT))).toBe("bad-signature");
});

test("a key that was taken out of the ring reads nothing any more", () => {
  const after = codec({ keys: [NEW], salt: "test" }).read(TOKEN);
  expect(after).toEqual({ ok: false, reason: "bad-signature" });
});

test("without a key there is no codec", () => {
  expect(() => codec({ keys: [], salt: "test" })).toThrow(RangeError);
  expect(() => linkCodec([])).toThrow(RangeError);
});

test.each(PURPOSES)(
  "a link to %s names its row, and is nothing for any other purpose",
  (purpose) => {
    const links = linkCodec([OLD]);
    const token = links.write(purpose, ID, AT);
    expect(token).toMatch(/^[A-Za-z0-9_-]{35}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{43}$/);
    const read = PURPOSES.filter((other) => links.read(other, token) !== undefined);
    expect(read).toEqual([purpose]);
    expect(links.read(purpose, token)).toBe(ID);
  },
);

test.each(PURPOSES)("links to %s that were mailed stay good from one version to the next", (to) => {
  const mailed = codec({ keys: [OLD], salt: `postern.link.${to}` }).sign([ID], AT);
  expect(linkCodec([OLD]).read(to, mailed)).toBe(ID);
});

test("a link is what itsdangerous would write for its salt", () => {
  expect(linkCodec(["0123456789abcdefghijklmnopqrstuvwxyzABCDEF"]).write("confirm", ID, AT)).toBe(
    "WyJxODN2RWpSV2VKQ3J6ZThTTkZaNGtBIl0.VKSOAA.C8moF0VUiJCL2pOwmCE3XEP7HqZ0zUWN1IpwKg7jHhE",
  );
});

test("no token names no row", () => {
  expect(linkCodec([OLD]).read("confirm", undefined)).toBeUndefined();
  expect(linkCodec([OLD]).read("confirm", "")).toBeUndefined();
});

test("a link of another installation is nothing here", () => {
  expect(
    linkCodec([NEW]).read("confirm", linkCodec([OLD]).write("confirm", ID, AT)),
  ).toBeUndefined();
});

test("a link does not age by itself: its row says how long it may be used", () => {
  const links = linkCodec([OLD]);
  expect(links.read("confirm", links.write("confirm", ID, 0))).toBe(ID);
  expect(links.read("confirm", links.write("confirm", ID, Date.UTC(2200, 0, 1)))).toBe(ID);
});

test.each<[string, unknown]>([
  ["the id alone", ID],
  ["no id", []],
  ["two ids", [ID, ID]],
  ["an id and nothing", [ID, null]],
  ["an id one character short", [ID.slice(1)]],
  ["an id one character long", [`${ID}A`]],
  ["an id with a line break", [`${ID}\n`]],
  ["an id in an array", [[ID]]],
  ["an object", { id: ID }],
  ["an object that looks like an array", { 0: ID, length: 1 }],
  ["a number", [42]],
  ["null", null],
])("a genuine token that carries %s names no row", (_, payload) => {
  const genuine = codec({ keys: [OLD], salt: "postern.link.confirm" }).sign(payload as string, AT);
  expect(linkCodec([OLD]).read("confirm", genuine)).toBeUndefined();
});
