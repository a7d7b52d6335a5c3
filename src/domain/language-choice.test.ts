import { describe, expect, test } from "vitest";
import { bestOffered, offeredFor, ownNameOf } from "./language-choice.ts";

const FOUR = ["en", "de", "fr", "ar"] as const;

describe("by name", () => {
  test.each([
    ["de", "de"],
    ["DE", "de"],
    ["de-AT", "de"],
    ["de-CH-1996", "de"],
    ["ar-EG-u-nu-latn", "ar"],
    ["de-Latn-DE", "de"],
    ["es", undefined],
    ["", undefined],
    ["*", undefined],
    ["de_AT", undefined],
    ["de\r\nset-cookie: a=b", undefined],
    ["constructor", undefined],
    [`de-${"x".repeat(1000)}`, undefined],
    // In Cyrillic letters, German is another text.
    ["de-Cyrl", undefined],
  ])("%j is served by %j", (asked, found) => {
    expect(offeredFor(asked, FOUR)).toBe(found);
  });

  test.each([
    ["zh-TW", ["zh", "zh-Hant"], "zh-Hant"],
    ["zh-HK", ["zh-Hans", "zh-Hant"], "zh-Hant"],
    ["zh-Hant-MO", ["zh-Hans"], undefined],
    ["zh-TW", ["zh", "zh-CN"], undefined],
    ["zh", ["zh-Hant", "zh-Hans"], "zh-Hans"],
    ["zh-SG", ["zh-Hant", "zh-Hans"], "zh-Hans"],
    ["sr-Latn", ["sr"], undefined],
    ["sr", ["sr-Latn", "sr-Cyrl"], "sr-Cyrl"],
    ["pt-AO", ["pt-BR"], "pt-BR"],
    ["pt-PT", ["pt-BR", "pt"], "pt"],
    ["iw", ["he"], "he"],
    ["en-GB", ["de", "en-XA"], undefined],
    ["en-XA", ["en", "en-XA"], "en-XA"],
  ])("%j is served, of %j, by %j", (asked, offered, found) => {
    expect(offeredFor(asked, offered)).toBe(found);
  });
});

describe("by Accept-Language", () => {
  test.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["es,ca;q=0.9,fr;q=0.5,en;q=0.1", "fr"],
    ["en;q=0.5, fr;q=0.7", "fr"],
    ["fr, de", "fr"],
    ["es, *", "en"],
    ["*;q=0.1, ar;q=0.01", "en"],
    ["en;q=0, *", "de"],
    ["en;q=0", undefined],
    ["es", undefined],
    ["", undefined],
    [";;,,;q=1,=", undefined],
    ["de;q=x, fr;q=0.1", "fr"],
    ["de;q=7, fr;q=0.1", "fr"],
    ["de ; q = 0.2 , fr;Q=0.3", "fr"],
    [`${"es,".repeat(400)}de`, undefined],
  ])("%j chooses %j", (accepted, found) => {
    expect(bestOffered(accepted, FOUR)).toBe(found);
  });

  test("who reads traditional Chinese gets no simplified, but the next language of their list", () => {
    const header = "zh-TW,zh-Hant;q=0.9,fr;q=0.8,en;q=0.7";
    expect(bestOffered(header, ["en", "zh", "fr"])).toBe("fr");
    expect(bestOffered(header, ["en", "zh", "zh-Hant"])).toBe("zh-Hant");
    expect(bestOffered("zh-TW", ["en", "zh"])).toBeUndefined();
  });
});

test.each([
  ["en", "English"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["ar", "العربية"],
])("%s is called %s by those who speak it", (tag, name) => {
  expect(ownNameOf(tag)).toBe(name);
});

test("of a long list only the first twenty languages are read", () => {
  const others = Array.from({ length: 20 }, (_, at) => `qa${String.fromCharCode(97 + at)}`);
  expect(bestOffered([...others.slice(1), "de"].join(","), ["en", "de"])).toBe("de");
  expect(bestOffered([...others, "de"].join(","), ["en", "de"])).toBeUndefined();
});
