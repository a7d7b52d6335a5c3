import { expect, test } from "vitest";
import { seededRandom } from "../testing/random.ts";
import { newRecoveryCode, normaliseRecoveryCode, recoveryCodeDigest } from "./recovery-code.ts";

const CODE = "70K1-MQ9X-D02V-T1HR";
const PLAIN = "70K1MQ9XD02VT1HR";

test("a code is four times four letters and digits of which none looks like another", () => {
  const random = seededRandom("codes");
  const codes = Array.from({ length: 500 }, () => newRecoveryCode(random));
  expect(new Set(codes).size).toBe(500);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(normaliseRecoveryCode(code)).toBe(code.replaceAll("-", ""));
  }
  // Each letter is as frequent as any other: 8,000 drawn, 250 expected of each.
  const letters = codes.join("").replaceAll("-", "");
  for (const letter of new Set(letters)) {
    expect(letters.split(letter).length).toBeGreaterThan(180);
  }
  expect(new Set(letters).size).toBe(32);
});

test.for([
  CODE,
  PLAIN,
  CODE.toLowerCase(),
  CODE.replaceAll("-", " "),
  CODE.replaceAll("-", "–"),
  CODE.replaceAll("-", "\u00a0\u2011 "),
  `   ${CODE}\t\n`,
  "\u200f70k1-mq9x-d02v-t1hr\u200e",
  "7OKl MQ9X DO2V TIHR",
  "７０Ｋ１－ＭＱ９Ｘ－Ｄ０２Ｖ－Ｔ１ＨＲ",
  "٧٠K١-MQ٩X-D٠٢V-T١HR",
  `${" ".repeat(5_000)}7 0 K 1 M Q 9 X D 0 2 V T 1 H R`,
])("blanks, dashes, case and look-alikes do not matter in %j", (typed) => {
  expect(normaliseRecoveryCode(typed)).toBe(PLAIN);
});

test.for(["", "123456", PLAIN.slice(1), `${PLAIN}0`, `${PLAIN.slice(1)}U`, `${PLAIN.slice(1)}é`])(
  "%j is none",
  (typed) => expect(normaliseRecoveryCode(typed)).toBeUndefined(),
);

test("the same code of two users is stored as two different texts, and in no readable form", () => {
  const digest = recoveryCodeDigest("ada", PLAIN);
  expect(digest).toBe(recoveryCodeDigest("ada", PLAIN));
  expect(digest).not.toBe(recoveryCodeDigest("eve", PLAIN));
  expect(digest).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
