// What a person does with a page besides reading it: finds a field, a button, a link.

import type { Page } from "../../src/testing/browser.ts";

/** The value of the first field with this name; undefined if the page has none. */
export function valueIn(page: Page, name: string): string | undefined {
  const input = page.text.match(new RegExp(`<input\\b[^>]*\\bname="${name}"[^>]*>`))?.[0];
  if (input === undefined) return undefined;
  return /\bvalue="([^"]*)"/.exec(input)?.[1] ?? "";
}

/** Everything that a person reads in the main part of a page, in one line. */
export function wordsOf(page: Page): string {
  const main = /<main\b[\s\S]*<\/main>/.exec(page.text)?.[0] ?? page.text;
  return main
    .replace(/<(?:script|style)\b[\s\S]*?<\/(?:script|style)>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** A page to be compared with that for another address: without the address, and with the lengths of hidden values. */
export const likened = ({ text }: Page, email: string): string =>
  text
    .replaceAll(email, "…")
    .replaceAll(
      /(<input type="hidden"[^>]* value=")([^"]*)/g,
      (_, start: string, value: string) => `${start}${value.length}`,
    );

/** Where the links of the main part lead. */
export const linksIn = (page: Page): readonly string[] => {
  const main = /<main\b[\s\S]*<\/main>/.exec(page.text)?.[0] ?? page.text;
  return [...main.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href = ""]) => href);
};

/** Where the forms of the main part are sent. */
export const formsIn = (page: Page): readonly string[] => {
  const main = /<main\b[\s\S]*<\/main>/.exec(page.text)?.[0] ?? page.text;
  return [...main.matchAll(/<form\b[^>]*\baction="([^"]*)"/g)].map(([, action = ""]) => action);
};

/** Eight digits that are not these. */
export const otherThan = (code: string | null): string =>
  `${(Number(code) + 1) % 100_000_000}`.padStart(8, "0");
