import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkCodec } from "./link-codec.ts";
import { findToken } from "./link-text.ts";

const links = linkCodec(["v0pT2mXkQ9sLr8YhJd3wZbN6cF1gAeUi"]);
const ROW = "q83vEjRWeJCrze8SNFZ4kA";
const TOKEN = links.write("confirm", ROW, Date.UTC(2026, 10, 28));

describe("the token of a link is found", () => {
  test.each([
    ["in 2026", Date.UTC(2026, 0), 86],
    ["in the last second of four bytes", Date.UTC(2106, 1, 7, 6, 28, 15), 86],
    ["one second later", Date.UTC(2106, 1, 7, 6, 28, 16), 87],
    ["at the end of all years", Date.UTC(9999, 11, 31), 87],
  ])("as it was written %s", (_, at, length) => {
    const token = links.write("reset", ROW, at);
    expect(token).toHaveLength(length);
    expect(findToken(token)).toEqual({ before: "", token, behind: "" });
  });

  test("whatever row it names", () => {
    const letters = fc.constantFrom(..."ABCXYZabcxyz0189-_".split(""));
    const ids = fc.string({ unit: letters, minLength: 22, maxLength: 22 });
    fc.assert(
      fc.property(ids, (id) => {
        const token = links.write("confirm", id, Date.UTC(2026, 10, 28));
        expect(findToken(`<${token}>`)?.token).toBe(token);
      }),
      { seed: 20150101 },
    );
  });

  test("with what stands before and behind it", () => {
    const text = `https://app.example/confirm/${TOKEN}?utm=1`;
    expect(findToken(text)).toMatchObject({
      before: "https://app.example/confirm/",
      token: TOKEN,
      behind: "?utm1",
    });
  });

  test.each([
    ["blanks", " "],
    ["a line break", "\r\n"],
    ["a line break of a form", "%0D%0A "],
    ["a soft line end of quoted-printable", "=\r\n"],
    ["a no-break space", "\u00a0"],
    ["a zero-width space", "\u200b"],
    ["a soft hyphen", "\u00ad"],
    ["a byte order mark", "\ufeff"],
  ])("through %s anywhere", (_, junk) => {
    for (let place = 0; place <= TOKEN.length; place += 1) {
      expect(findToken(TOKEN.slice(0, place) + junk + TOKEN.slice(place))?.token).toBe(TOKEN);
    }
  });

  test.each(["\u2010", "\u2011", "\u2012", "\u2013", "\u2212", "\uff0d"])(
    "with %j in the place of its hyphens",
    (hyphen) => {
      const token = TOKEN.replace(/\w$/, "-");
      expect(findToken(token.replaceAll("-", hyphen))?.token).toBe(token);
    },
  );

  test("encoded once more by a gateway", () => {
    const encoded = [...TOKEN].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join("");
    expect(findToken(encoded)?.token).toBe(TOKEN);
    expect(findToken(encodeURIComponent(encoded))?.token).toBe(TOKEN);
  });
});

describe("no token is found", () => {
  test.each([
    ["nothing", ""],
    ["a beginning of it", TOKEN.slice(0, -1)],
    ["an end of it", TOKEN.slice(1)],
    ["a token with a dot missing", TOKEN.replace(".", "")],
    ["a text longer than any URL", TOKEN.padStart(2_049, " ")],
  ])("in %s", (_, text) => {
    expect(findToken(text)).toBeUndefined();
  });

  test("but one whose letters all stand in the text, in their order", () => {
    const junk = fc.string({ unit: "grapheme", maxLength: 12 });
    fc.assert(
      fc.property(junk, junk, fc.nat({ max: 86 }), (one, other, place) => {
        const text = one + TOKEN.slice(0, place) + other + TOKEN.slice(place);
        const found = findToken(text)?.token;
        if (found === undefined) return;
        expect(/^[\w.-]+$/.test(found)).toBe(true);
        expect([86, 87]).toContain(found.length);
      }),
      { seed: 20150101 },
    );
  });
});
