// A token is read exactly as it was written or not at all. The reference ignores some changes (wire format,
// 4.4); a table of used tokens, a log or a cache that compares the text would miss them.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codec, linkCodec } from "../../src/domain/link-codec.ts";

const KEYS = ["v0pT2mXkQ9sLr8YhJd3wZbN6cF1gAeUi"];
const AT = Date.UTC(2015, 0, 1);
const SEED = { seed: 20150101 };
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const links = linkCodec(KEYS);
const reading = (token: string): string | undefined => links.read("confirm", token);

/** A link whose signature has both characters in which the alphabets of base64 differ. */
const [LINK = ""] = Array.from({ length: 1_000 }, (_, row) =>
  links.write("confirm", `${row}`.padStart(22, "A"), AT),
).filter((link) => /\..*\..*-.*_/.test(link));

/** The other characters that end in the same significant bits. */
function siblings(character: string, spareBits: number): readonly string[] {
  const value = ALPHABET.indexOf(character);
  const base = value - (value % 2 ** spareBits);
  return ALPHABET.slice(base, base + 2 ** spareBits)
    .split("")
    .filter((other) => other !== character);
}

const inside = (text: string, at: number, junk: string): string =>
  text.slice(0, at) + junk + text.slice(at);

test("the link itself is read", () => {
  expect(reading(LINK)).toMatch(/^A+[0-9]+$/);
});

test("the three siblings of the last character are refused", () => {
  const others = siblings(LINK.slice(-1), 2);
  expect(others).toHaveLength(3);
  expect(others.map((other) => reading(LINK.slice(0, -1) + other))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ["padding", `${LINK}=`],
  ["more padding", `${LINK}==`],
  ["the alphabet of plain base64", LINK.replaceAll("-", "+").replaceAll("_", "/")],
  ["a character outside ASCII behind it", `${LINK}é`],
  ["a character outside ASCII before it", `é${LINK}`],
  ["half of a surrogate pair behind it", `${LINK}\ud83d`],
  ["one junk character in the signature", inside(LINK, LINK.length - 4, "!")],
  ["four junk characters in the signature", inside(LINK, LINK.length - 4, "!!!!")],
  ["four spaces in the signature", inside(LINK, LINK.length - 4, "    ")],
  ["four junk characters in the payload", inside(LINK, 4, "!!!!")],
  ["a space behind it", `${LINK} `],
  ["a space before it", ` ${LINK}`],
  ["a dot behind it", `${LINK}.`],
  ["a dot before it", `.${LINK}`],
  ["a bracket behind it", `${LINK}>`],
  ["a letter behind it", `${LINK}A`],
  ["a line break behind it", `${LINK}\n`],
  ["a zero byte behind it", `${LINK}\0`],
  ["itself again", LINK + LINK],
  ["an escape of a URL", LINK.replace("-", "%2D")],
  ["soft line ends of quoted-printable", inside(LINK, 40, "=\r\n")],
  ["other case", LINK.toUpperCase()],
])("%s makes it another text", (_, changed) => {
  expect(changed).not.toBe(LINK);
  expect(reading(changed)).toBeUndefined();
});

test("every beginning and every end of a link is refused", () => {
  for (let cut = 1; cut < LINK.length; cut++) {
    expect(reading(LINK.slice(0, -cut))).toBeUndefined();
    expect(reading(LINK.slice(cut))).toBeUndefined();
  }
});

test("a link with any one of its bits turned over is refused", () => {
  const bytes = Buffer.from(LINK, "latin1");
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(reading(changed.toString("latin1")), `bit ${bit}`).toBeUndefined();
  }
});

test("a link with any one of its characters replaced is refused", () => {
  for (let place = 0; place < LINK.length; place++) {
    for (const other of `${ALPHABET}.=+/`) {
      if (other === LINK[place]) continue;
      expect(reading(LINK.slice(0, place) + other + LINK.slice(place + 1))).toBeUndefined();
    }
  }
});

describe.each([
  ["short ones", fc.array(fc.string({ unit: "binary", maxLength: 8 }), { maxLength: 3 })],
  ["compressed ones", fc.string({ minLength: 40, maxLength: 80, unit: fc.constantFrom("a", "b") })],
])("tokens of any payload, %s", (_, payloads) => {
  const tokens = codec({ keys: KEYS, salt: "any" });
  const places = fc.nat({ max: 10_000 });
  const text = fc.string({ unit: fc.constantFrom(...ALPHABET, ..."..==+/ \né"), maxLength: 5 });

  test("are refused after any change", () => {
    fc.assert(
      fc.property(payloads, places, places, text, (payload, from, length, replacement) => {
        const token = tokens.sign(payload, AT);
        const start = from % (token.length + 1);
        const end = start + (length % 4);
        const changed = token.slice(0, start) + replacement + token.slice(end);
        fc.pre(changed !== token);
        expect(tokens.read(changed).ok).toBe(false);
      }),
      { ...SEED, numRuns: 2_000 },
    );
  });

  test("cannot be put together from the parts of two", () => {
    fc.assert(
      fc.property(payloads, payloads, fc.nat({ max: 1_000 }), (one, other, later) => {
        const first = tokens.sign(one, AT);
        const second = tokens.sign(other, AT + later * 1_000);
        const cut = first.lastIndexOf(".");
        const mixed = first.slice(0, cut) + second.slice(second.lastIndexOf("."));
        fc.pre(mixed !== first);
        expect(tokens.read(mixed)).toEqual({ ok: false, reason: "bad-signature" });
      }),
      SEED,
    );
  });
});

test("any text is either a token or refused, and no text breaks the reading", () => {
  const dotted = fc.string({ unit: fc.constantFrom(...ALPHABET, ".", ".", "="), maxLength: 120 });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), dotted), (garbage) => {
      expect(reading(garbage)).toBeUndefined();
    }),
    { ...SEED, numRuns: 2_000 },
  );
});
