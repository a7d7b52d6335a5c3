// The parts of a page or a mail that do not come from a catalogue: whatever has no accents in the
// pseudo-language.

import { decoded } from "../browser/screenless.ts";

/**
 * Attributes for browsers and scripts; all others are for people, or their text is put on the page by the
 * script.
 */
const TECHNICAL = new Set(
  `action align aria-describedby aria-hidden aria-invalid aria-labelledby aria-live autocapitalize autocomplete bgcolor border
   cellpadding cellspacing charset class content data-ask data-challenge data-left data-next data-part data-base data-passkey
   data-salt data-shows data-signals data-waits datetime dir
   enterkeyhint for href http-equiv id inputmode lang method name rel role sandbox scope spellcheck src style tabindex target
   type value width`.split(/\s+/),
);

const ATTRIBUTE = /\s([\w-]+)="([^"]*)"/g;

/** What is the same in every language. */
const NAMES = [
  // The reference of an error in the log, and the kind of a captured mail.
  /(?<![\w-])[\w-]{22}(?=\])|^confirm$/g,
  // The answer of a mail server.
  /\d{3} \d\.\d\.\d [^\n]*user unknown/g,
  /https?:\/\/[^\s"<>\][]+/g,
  /[\w.+…*•-]*@[\w.-]+(?: #\d{8})?/g,
  /\b(?:[a-z0-9-]+\.)+(?:example|com|org)\b/g,
  /\bPostern|\bAcme/g,
  /\bUTC(?=[+) -])/g,
  /\b(?:Firefox|Safari|Chrome|Edge|Linux|iPhone|Gmail)\b/g,
  /\bpostern (?:mail list|doctor|webhooks (?:log|on)[^\n]*)/g,
  // The key of an authenticator app, and recovery codes.
  /\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}\b/g,
  /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/g,
];

/** The texts of a page or of the HTML of a mail, one for each element and attribute. */
export function textsOf(html: string): readonly string[] {
  const shown = html
    .replace(/<!doctype html>|<(style|script|svg)\b[^]*?<\/\1>/g, "")
    // The name of a language is in that language.
    .replace(/<(a|button|option|span)\b[^>]*\slang="[^"]*"[^>]*>[^]*?<\/\1>/g, "");
  // A sentence continues through parts that are only marked in it.
  const sentences = shown.replace(/<\/?(?:strong|a|bdi|span|time)\b[^>]*>/g, "").split(/<[^>]*>/);
  const attributes = [...shown.matchAll(ATTRIBUTE)]
    .filter(([, name = ""]) => !TECHNICAL.has(name))
    .map(([, , text = ""]) => text);
  return [...sentences, ...attributes]
    .map((text) => decoded(text).trim())
    .filter((text) => text !== "");
}

/** The letters of a text that are outside all brackets, or have no accent. */
export function unsaid(text: string): string {
  const rest = NAMES.reduce((left, name) => left.replace(name, ""), text);
  let depth = 0;
  let outside = "";
  for (const letter of rest) {
    if (letter === "[") depth += 1;
    else if (letter === "]") depth -= 1;
    else if (/[A-Za-z]/.test(letter) || (depth <= 0 && /\p{L}/u.test(letter))) outside += letter;
  }
  return outside;
}
