// What spam filters may hold against the words of a mail, for whoever looks at its preview.

import type { MailPreview } from "../ports/mail-preview.ts";

/** Languages whose accents rspamd 3.4 knows ("diacritics" in its own data). It takes those of any other for another alphabet. */
const ACCENTED = new Set("br cs da de es et fi fr hu it lt lv no pl pt ro sl sv tr vi".split(" "));

/** Latin letters with accents, and marks that stand on other letters. */
const MARKS = /[\u0080-\u024f\u1e00-\u1eff]|\p{Mn}/gu;

/** In longer words rspamd counts nothing. */
const LONGEST_WORD = 10;

/** More marks for each word count. */
const MOST_MARKS = 0.1;

/**
 * Notes on one mail. rspamd counts accents and vowel marks of the subject with the sender's name, and of the text
 * (`R_MIXED_CHARSET`, up to 1.25 points for the subject, 5 for the text), unless it takes the text for a language that has
 * accents. Which language it sees cannot be told from here, so that this is what may happen.
 */
export function notesOn(
  { language, subject, text }: Pick<MailPreview, "language" | "subject" | "text">,
  appName: string,
): readonly string[] {
  if (ACCENTED.has(language.split("-", 1)[0]!)) return [];
  return [noteOn("subject", `${subject} ${appName}`), noteOn("text", text)].filter(
    (note) => note !== undefined,
  );
}

function noteOn(part: string, words: string): string | undefined {
  const all = words.normalize("NFC").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const marked = all.filter((word) => [...word].length <= LONGEST_WORD && marksIn(word) > 0);
  const marks = marked.reduce((sum, word) => sum + marksIn(word), 0);
  if (marks <= all.length * MOST_MARKS) return undefined;
  const examples = [...new Set(marked)].slice(0, 3).join(", ");
  return `rspamd may count the accents in the ${part} as spam (R_MIXED_CHARSET): ${examples}`;
}

const marksIn = (word: string): number => word.match(MARKS)?.length ?? 0;
