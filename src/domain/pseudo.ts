// A language for tests: English with accents, two fifths longer, in brackets. Text on a page without them did
// not come from a catalogue.

import { withoutVariables, type Texts } from "./message.ts";

/**
 * English with accents and brackets: reveals text that does not come from a catalogue and text that has too
 * little room.
 */
export const PSEUDO = "en-XA";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "âƀçďéƒğħîĵķļṁñöþɋřšţûṽŵẋýžÂƁÇĎÉƑĞĦÎĴĶĻṀÑÖÞɊŘŠŢÛṼŴẊÝŽ";

/** A text in the pseudo-language. Its variables stay as they are. */
export const pseudo = (text: string): string =>
  text === "" ? "" : `[${withoutVariables(text, (part) => part.replace(/[A-Za-z]+/g, longer))}]`;

const longer = (word: string): string =>
  [...word].map((letter) => ACCENTED[PLAIN.indexOf(letter)]).join("") +
  "~".repeat(Math.ceil(word.length * 0.4));

/** A catalogue's texts in the pseudo-language. */
export function inPseudo(texts: Texts): Texts {
  if (typeof texts === "string") return pseudo(texts);
  if (Array.isArray(texts)) return texts.map(pseudo);
  return Object.fromEntries(Object.entries(texts).map(([name, each]) => [name, inPseudo(each)]));
}
