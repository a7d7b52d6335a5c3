// Compares Postern's codec with the real itsdangerous: thousands of random tokens, both ways.

import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codec, type Codec, type CodecRefusal } from "../../src/domain/link-codec.ts";
import type { Json } from "../../src/domain/wire/payload.ts";
import { findPython, reference, type Way } from "./reference.ts";

/** Another run is `POSTERN_SEED=7`; every failure names its seed in the title. */
const SEED = Number(process.env["POSTERN_SEED"] ?? 20150101);
const RUNS = 1_500;

/** The first test waits for Python, for long on a busy machine. */
const PATIENCE = { timeout: 60_000 };

/** The reference's classes of errors, and the reasons of this codec that correspond to each. */
const REASONS: Readonly<Record<string, readonly CodecRefusal[]>> = {
  BadSignature: ["malformed", "bad-signature"],
  BadTimeSignature: ["bad-signature", "bad-timestamp"],
  SignatureExpired: ["expired", "from-the-future"],
  BadPayload: ["bad-payload"],
};

const ODD: Way = { keys: ["odd"], salt: "", derivation: "none", digest: "sha256", now: 0 };

/** What nobody signs with the library: no time, half a byte, no JSON, no zlib, no UTF-8, a BOM. */
const ODD_TEXTS: readonly (readonly [signed: string, error: string, reason: CodecRefusal])[] = [
  ["", "BadTimeSignature", "bad-timestamp"],
  ["MQ", "BadTimeSignature", "bad-timestamp"],
  ["MQ.A", "BadTimeSignature", "bad-timestamp"],
  [".VKSOAA", "BadPayload", "bad-payload"],
  ["A.VKSOAA", "BadPayload", "bad-payload"],
  ["YWRh.VKSOAA", "BadPayload", "bad-payload"],
  [".YWRh.VKSOAA", "BadPayload", "bad-payload"],
  ["Iv8i.VKSOAA", "BadPayload", "bad-payload"],
  ["77u_MQ.VKSOAA", "BadPayload", "bad-payload"],
];

const samples = <Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] =>
  fc.sample(arbitrary, { seed: SEED, numRuns: RUNS });

const text = fc.string({ unit: "binary" });
const secret = fc.string({ unit: "binary", minLength: 1, maxLength: 80 });
const ways = fc.record<Way>({
  keys: fc.array(secret, { minLength: 1, maxLength: 3 }),
  salt: text,
  derivation: fc.constantFrom("hmac", "django-concat", "concat", "none"),
  digest: fc.constantFrom("sha1", "sha256", "sha512"),
  now: fc.oneof(fc.nat(), fc.integer({ min: 0, max: 253_402_300_799 })),
});

/** Some of it compresses. The numbers are those that both languages hold and write in the same way. */
const repetitive = fc.string({ unit: fc.constantFrom("a", "é", "👋 "), maxLength: 300 });
const float = fc.double({ noNaN: true, noDefaultInfinity: true });
const { payloads } = fc.letrec<{ payloads: Json }>((tie) => ({
  payloads: fc.oneof(
    { maxDepth: 4 },
    text,
    repetitive,
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    float.filter((value) => !Number.isInteger(value)),
    fc.array(tie("payloads"), { maxLength: 5 }),
    fc.dictionary(text, tie("payloads"), { maxKeys: 5 }),
  ),
}));

const codecOf = ({ keys, salt, derivation, digest }: Way): Codec =>
  codec({ keys, salt, derivation, digest, maxLength: 10_000 });

const sign = (way: Way, payload: Json): string => codecOf(way).sign(payload, way.now * 1_000);

const python = findPython("itsdangerous");
if (python === undefined) {
  process.stderr.write("Skipped: no python3 imports itsdangerous (Debian: python3-itsdangerous)\n");
}

describe.skipIf(python === undefined)(`beside itsdangerous, seed ${SEED}`, PATIENCE, () => {
  const { ask } = reference(python ?? "");

  const both = samples(fc.record({ way: ways, payload: payloads })).map(({ way, payload }) => {
    const ours = sign(way, payload);
    return {
      way,
      payload,
      ours,
      signed: ask({ ...way, payload }),
      read: ask({ ...way, token: ours }),
    };
  });

  test("what Python signs, Postern reads", () => {
    for (const { way, payload, signed } of both) {
      const expected = { ok: true, value: { payload, signedAt: way.now * 1_000 } };
      expect(codecOf(way).read(signed().token ?? "")).toEqual(expected);
    }
  });

  test("what Postern signs, Python reads", () => {
    for (const { way, payload, read } of both) {
      expect(read()).toEqual({ payload, signedAt: way.now });
    }
  });

  test("both compressed and plain tokens were among them, of both", () => {
    const isCompressed = (token = ""): boolean => token.startsWith(".");
    expect(both.filter(({ ours }) => isCompressed(ours)).length).toBeGreaterThan(RUNS / 20);
    expect(both.filter(({ ours }) => !isCompressed(ours)).length).toBeGreaterThan(RUNS / 20);
    expect(both.filter(({ signed }) => isCompressed(signed().token)).length).toBeGreaterThan(
      RUNS / 20,
    );
  });

  // Two zlibs may produce different lengths, and so differ about what pays; they can read each other.
  const lists = samples(fc.record({ way: ways, payload: fc.array(fc.oneof(text, secret)) })).map(
    ({ way, payload }) => ({ ours: sign(way, payload), signed: ask({ ...way, payload }) }),
  );

  test("of lists of texts, both write the same token to the byte, unless one is compressed", () => {
    const plain = lists.filter(
      (one) => ![one.ours, one.signed().token].some((t) => t?.startsWith(".")),
    );
    expect(plain.length).toBeGreaterThan(RUNS / 2);
    for (const { ours, signed } of plain) expect(ours).toBe(signed().token);
  });

  const rings = samples(fc.record({ way: ways, which: fc.nat() })).map(({ way, which }) => {
    const token = sign({ ...way, keys: [way.keys[which % way.keys.length] ?? ""] }, "ada");
    return { way, token, read: ask({ ...way, token }) };
  });

  test("whichever key of a ring signed a token, both read it", () => {
    for (const { way, token, read } of rings) {
      expect(read()).toEqual({ payload: "ada", signedAt: way.now });
      expect(codecOf(way).read(token).ok).toBe(true);
    }
  });

  const seconds = fc.integer({ min: -3, max: 6 });
  const ages = samples(fc.record({ way: ways, elapsed: seconds, maxAge: fc.nat(4) })).map((one) => {
    const token = sign(one.way, "ada");
    const now = one.way.now + one.elapsed;
    return { ...one, token, now, read: ask({ ...one.way, now, maxAge: one.maxAge, token }) };
  });

  test("a token of any age is young enough, or expired, or from the future, for both", () => {
    for (const { way, token, now, elapsed, maxAge, read } of ages) {
      const ours = codecOf(way).read(token, { now: now * 1_000, maxAge: maxAge * 1_000 });
      const reason = elapsed < 0 ? "from-the-future" : "expired";
      const isYoung = elapsed >= 0 && elapsed <= maxAge;
      expect(read().error).toBe(isYoung ? undefined : "SignatureExpired");
      expect(ours).toMatchObject(isYoung ? { ok: true } : { ok: false, reason });
    }
  });

  const scraps = fc.string({ unit: fc.constantFrom(..."AQgw-_.=+/! é"), maxLength: 4 });
  const edits = fc.record({ way: ways, at: fc.nat(), length: fc.nat(3), scrap: scraps });
  const changed = samples(edits).flatMap(({ way, at, length, scrap }) => {
    const token = sign(way, ["ada", at]);
    const place = at % (token.length + 1);
    const edited = token.slice(0, place) + scrap + token.slice(place + length);
    return edited === token ? [] : [{ way, edited, read: ask({ ...way, token: edited }) }];
  });

  test("what was changed Postern never reads, and for the reason that Python has, if any", () => {
    for (const { way, edited, read } of changed) {
      const ours = codecOf(way).read(edited);
      const { error } = read();
      expect(ours.ok).toBe(false);
      if (!ours.ok && error !== undefined) expect(REASONS[error]).toContain(ours.reason);
    }
  });

  const odd = ODD_TEXTS.map(([signed, error, reason]) => {
    const token = `${signed}.${createHmac("sha256", "odd").update(signed).digest("base64url")}`;
    return { signed, error, reason, token, read: ask({ ...ODD, token }) };
  });

  test.each(odd)("a key's holder who signs '$signed' is told the same by both", (one) => {
    expect(one.read()).toEqual({ error: one.error });
    expect(codecOf(ODD).read(one.token)).toEqual({ ok: false, reason: one.reason });
  });
});
