import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { deriveKeys, parseKeyRing } from "./key-ring.ts";

const NEW = "v0pT2mXkQ9sLr8YhJd3wZbN6cF1gAeUi";
const OLD = "5f2c9b7e1d84a06f3be7c25d9a4810fe";

test("one secret is a ring, and space around it does not count", () => {
  expect(parseKeyRing(` ${NEW}\n`)).toEqual({ ok: true, value: [NEW] });
});

test("a ring is read newest first, as it is written", () => {
  expect(parseKeyRing(`${NEW}, ${OLD}`)).toEqual({ ok: true, value: [NEW, OLD] });
});

test.each([
  ["eight different characters", "abcdefghhgfedcbaacegbdfhbadcfehg"],
  ["eight characters beside words that everybody knows", "password-password-secret-v0pT2mXk"],
])("%s are just enough", (_, secret) => {
  expect(parseKeyRing(secret)).toEqual({ ok: true, value: [secret] });
});

test.each(["", " ", ",", " , ,"])("%j holds no secret", (text) => {
  expect(parseKeyRing(text)).toEqual({ ok: false, reason: "missing" });
});

test.each([
  ["31 characters", NEW.slice(1)],
  ["a good key and a short one", `${NEW},${OLD.slice(1)}`],
  ["a newest key that was not set", `,${OLD}`],
  ["an oldest key that was not set", `${NEW},`],
])("%s is short", (_, text) => {
  expect(parseKeyRing(text)).toEqual({ ok: false, reason: "short" });
});

test.each([
  "change-me",
  "secret",
  "my_precious",
  "my_precious_two",
  "CHANGE-ME-change-me-CHANGE-ME-change-me",
  "this-is-a-secret-key-please-change-it",
  "your-secret-key-here-your-secret-key-here!",
  "django-insecure-secret-key-for-development",
  "replace_me_with_a_random_string!",
  "a".repeat(64),
  "aaaaaaaabbbbbbbbccccccccdddddddd",
  "0123456789abcdef0123456789abcdef",
  "12345678901234567890123456789012",
  "correcthorsecorrecthorsecorrecthorse",
])("%s is a sample, which every guesser knows", (text) => {
  expect(parseKeyRing(text)).toEqual({ ok: false, reason: "sample" });
  expect(parseKeyRing(`${NEW},${text}`)).toEqual({ ok: false, reason: "sample" });
});

test.each([
  ["a passphrase", "umbrella quartz seventeen lagoon"],
  ["a passphrase in another script", "зонтик кварц семнадцать лагуна вечер"],
  ["a secret with a sample's word in it", `secret-${NEW}`],
])("%s is a secret", (_, text) => {
  expect(parseKeyRing(text)).toEqual({ ok: true, value: [text] });
});

test.each(["hex", "base64", "base64url"] as const)("random bytes in %s are secrets", (encoding) => {
  for (let seed = 0; seed < 500; seed++) {
    const bytes = createHash("sha256").update(`${seed}`).digest().subarray(0, 24);
    expect(parseKeyRing(bytes.toString(encoding)).ok).toBe(true);
  }
});

test("a ring's keys for a purpose are made by its derivation, in its order", () => {
  const derive = (secret: string) => createHmac("sha256", secret).update("purpose").digest();
  const [newest, ...older] = deriveKeys([NEW, OLD], derive);
  expect(newest.export()).toEqual(derive(NEW));
  expect(older.map((key) => key.export())).toEqual([derive(OLD)]);
});

test("without a secret there are no keys, rather than one that everybody knows", () => {
  expect(() => deriveKeys([], (secret) => Buffer.from(secret))).toThrow(RangeError);
});
