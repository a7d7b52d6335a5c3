// Every translation is complete, in all plural forms of its language.

import { describe, expect, test } from "vitest";
import { joined } from "../../src/features.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { textsIn } from "../../src/domain/languages.ts";
import { isPlural, type Texts } from "../../src/domain/message.ts";
import { ownWordsProblems, textCount } from "../../src/domain/own-words.ts";

const { catalogues } = joined();
const english = await textsIn("en", catalogues);

/** What a sentence must not end or begin with, and what no text has: two blanks, a lost brace. */
const SLIPS = /^\s|[ \n]$| {2}|[{](?!\w+[}]|[}])|(?<![{]\w*)[}]|\.\.$/;

function* textsOf(texts: Texts, path = ""): Generator<readonly [string, Texts]> {
  if (typeof texts === "string" || isPlural(texts)) yield [path, texts];
  else for (const [name, each] of Object.entries(texts)) yield* textsOf(each, `${path}/${name}`);
}

describe.each(LANGUAGES.filter((tag) => tag !== "en" && tag !== "en-XA"))("%s", (tag) => {
  test("has every text, with its variables", async () => {
    for (const [name, { others }] of Object.entries(catalogues)) {
      const load = others[tag] as () => Promise<{ readonly words: Texts }>;
      const { words } = await load();
      expect(ownWordsProblems({ [name]: catalogues[name]! }, { [tag]: { [name]: words } })).toEqual(
        [],
      );
      expect([name, textCount(words)]).toEqual([name, textCount(english[name])]);
    }
  });

  test("has every plural category of the language", async () => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.toSorted();
    const all = [...textsOf(await textsIn(tag, catalogues))];
    const plurals = all.filter(([, text]) => typeof text !== "string");
    expect(plurals.length).toBeGreaterThan(0);
    for (const [path, text] of plurals) {
      expect([path, Object.keys(text).toSorted()]).toEqual([path, categories]);
    }
  });

  test("has no slips of the keyboard", async () => {
    const all = [...textsOf(await textsIn(tag, catalogues))];
    const odd = all.filter(([, text]) => typeof text === "string" && SLIPS.test(text));
    expect(odd).toEqual([]);
  });
});
