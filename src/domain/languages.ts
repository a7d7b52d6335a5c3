// The languages of a site, each of which is loaded when somebody first needs it.

import { merged, type Catalogue } from "./catalogue.ts";
import { LANGUAGES, makeLanguage, type Language } from "./language.ts";
import type { Texts } from "./message.ts";
import { inPseudo, PSEUDO } from "./pseudo.ts";

/** Catalogues by the names of what they belong to: `registration`, `pages` … */
export type Catalogues = Readonly<Record<string, Catalogue<unknown>>>;

/** A site's own texts, by language and then by the names of the catalogues. What they lack is Postern's. */
export type OwnWords = Readonly<Record<string, Readonly<Record<string, Texts>>>>;

/** The languages of a site. */
export type Languages = {
  /** The tags of all languages that there are. */
  readonly tags: readonly string[];
  /** A language with all of its texts; the site's own language if there is none with this tag. */
  load(tag: string | null | undefined): Promise<Language>;
};

/**
 * The languages of a site: Postern's, and those that its own words add. A language that is added begins with the texts of
 * the more general one, "de-CH" with those of "de", and otherwise with the English ones.
 */
export function languagesOf(
  site: {
    /** The tag of the site's own language. */
    readonly language: string;
    readonly timeZone: string;
    readonly words?: OwnWords;
  },
  catalogues: Catalogues,
): Languages {
  const { words: own = {} } = site;
  const tags = [...new Set([...LANGUAGES, ...Object.keys(own)])];
  const loaded = new Map<string, Promise<Language>>();
  return {
    tags,
    load(tag) {
      const known = typeof tag === "string" && tags.includes(tag) ? tag : site.language;
      const language = loaded.get(known) ?? load(known);
      loaded.set(known, language);
      language.catch(() => loaded.delete(known));
      return language;
    },
  };

  async function load(tag: string): Promise<Language> {
    const byName = await textsIn(tag, catalogues, own);
    const texts = new Map(
      Object.entries(catalogues).map(([name, catalogue]) => [catalogue, byName[name]!]),
    );
    return makeLanguage(tag, site.timeZone, (each) => texts.get(each) ?? (each.en as Texts));
  }
}

/**
 * All texts in a language, by the names of the catalogues: the English ones, then those of each more general language, then
 * its own. Of two texts with the same name the last one counts.
 */
export async function textsIn(
  tag: string,
  catalogues: Catalogues,
  own: OwnWords = {},
): Promise<Readonly<Record<string, Texts>>> {
  const all = Object.entries(catalogues).map(async ([name, { en, others }]) => {
    let texts = en as Texts;
    for (const each of new Set(["en", ...generalFirst(tag)])) {
      const given = others[each];
      const translated = typeof given === "function" ? wordsIn(await given()) : given;
      for (const more of [translated, own[each]?.[name]]) {
        if (more !== undefined) texts = merged(texts, more);
      }
    }
    return [name, tag === PSEUDO ? inPseudo(texts) : texts] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/** "zh-Hant-TW" → "zh", "zh-Hant", "zh-Hant-TW" */
const generalFirst = (tag: string): readonly string[] =>
  tag.split("-").map((_, index, parts) => parts.slice(0, index + 1).join("-"));

const wordsIn = (module: unknown): Texts => (module as { readonly words: Texts }).words;
