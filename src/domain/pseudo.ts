// A language for tests: English with accents, two fifths longer, in brackets. Text on a page without them did
// not come from a catalogue.

import { hole, partsOf } from "./message.ts";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "âƀçďéƒğħîĵķļṁñöþɋřšţûṽŵẋýžÂƁÇĎÉƑĞĦÎĴĶĻṀÑÖÞɊŘŠŢÛṼŴẊÝŽ";

/** A text in the pseudo-language. The content of placeholders stays as it is. */
export const pseudo = (text: string): string =>
  text === "" ? "" : `[${text.replace(/[A-Za-z]+/g, longer)}]`;

const longer = (word: string): string =>
  [...word].map((letter) => ACCENTED[PLAIN.indexOf(letter)]).join("") +
  "~".repeat(Math.ceil(word.length * 0.4));

/**
 * A catalogue's texts in the pseudo-language: texts, lists and records of texts, and functions, whose arguments
 * stay as they are.
 */
export function inPseudo<Words>(words: Words): Words;
export function inPseudo(words: unknown): unknown {
  if (typeof words === "string") return pseudo(words);
  if (typeof words === "function") return saying(words as Message);
  return mapped(words, inPseudo);
}

type Message = (...given: unknown[]) => unknown;

const saying =
  (message: Message): Message =>
  (...given) => {
    const kept: string[] = [];
    const keep = (value: unknown): unknown =>
      typeof value === "string" && value !== "" ? hole(kept.push(value) - 1) : mapped(value, keep);
    const fill = (value: unknown): unknown =>
      typeof value === "string"
        ? partsOf(value)
            .map((part) => (typeof part === "number" ? kept[part] : part))
            .join("")
        : mapped(value, fill);
    return fill(inPseudo(message(...given.map(keep))));
  };

/** A list or a record with each value replaced; any other value stays as it is. */
function mapped(value: unknown, to: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(to);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, to(each)]));
}
