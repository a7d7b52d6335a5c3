// Every mail in a terminal: as text browsers show its HTML, and as mutt shows it.

import { describe, expect, test } from "vitest";
import type { MailPreview } from "../../src/ports/mail-preview.ts";
import { asOneDocument, BROWSERS, dumpOf, inMutt, isHere, samplesIn } from "./readers.ts";
import { LANGUAGES } from "./stories.ts";

/** Letters alone: a browser may break a line before a mark of direction. */
const letters = (text: string): string => text.replace(/[\s\u2066-\u2069]/g, "");

const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Each mail as it was shown. */
function shownBy(browser: string, mails: readonly MailPreview[]): readonly string[] {
  const [body = ""] = dumpOf(browser, asOneDocument(mails)).split(/^References:?$/m);
  return body.split(/^\s*=== .*$/m).slice(1);
}

/** What the HTML says, too: not the address of a button, and not the last line, which is for programs. */
const linesOf = ({ text }: MailPreview): readonly string[] =>
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("http") && !/^@\S+ #\d+$/.test(line));

/** elinks 0.13.2 loses marks, and the letters before them: see findings/elinks-dump-loses-letters.sh. */
const writesMarks = (browser: string): boolean => browser !== "elinks";

describe.each(BROWSERS)("%s", (browser) => {
  test.runIf(isHere(browser)).for(LANGUAGES)("shows all of every mail in %s", async (language) => {
    const mails = await samplesIn(language);
    const dump = dumpOf(browser, asOneDocument(mails));
    const shown = shownBy(browser, mails);
    expect(shown).toHaveLength(mails.length);
    for (const [at, mail] of mails.entries()) {
      const [name, seen] = [mail.name, shown[at]!];
      // Browsers number links, and a button's label has no colon.
      const words = letters(seen.replace(/\[\d+\]/g, ""));
      if (writesMarks(browser) || language !== "ar") {
        const unseen = linesOf(mail).filter(
          (line) => !words.includes(letters(line).replace(/:$/, "")),
        );
        expect([name, unseen]).toEqual([name, []]);
        expect([name, seen.match(/&#?\w+;|<\w|\uFFFD/)]).toEqual([name, null]);
      }
      // A link has words, its address is listed, and a code is alone on its line.
      expect([name, seen.match(/\[\d+\]\s*(?:\n|$)/)]).toEqual([name, null]);
      for (const url of mail.text.match(/^https:\S+$/gm) ?? [])
        expect([name, dump.includes(` ${url}\n`)]).toEqual([name, true]);
      const [, code] = /^@\S+ #(\d+)$/m.exec(mail.text) ?? [];
      if (code !== undefined) expect(seen).toMatch(new RegExp(`^\\s*${code}$`, "m"));
      // Nothing is said twice, also not what mail programs show next to the subject.
      const lines = seen
        .split("\n")
        .map(inOneLine)
        .filter((line) => line.length > 30);
      expect([name, lines.filter((line, first) => lines.indexOf(line) !== first)]).toEqual([
        name,
        [],
      ]);
    }
  });
});

test.runIf(isHere("mutt")).for(["en", "ar"])(
  "mutt shows the text part of every mail in %s",
  async (language) => {
    const mails = await samplesIn(language);
    const shown = await inMutt(mails);
    expect(shown).toHaveLength(mails.length);
    for (const [at, { name, subject, text }] of mails.entries()) {
      const [head = "", ...body] = shown[at]!.split("\n\n");
      // mutt leaves marks of direction out of headers.
      expect([name, letters(head).includes(letters(`Subject: ${subject}`))]).toEqual([name, true]);
      expect(body.join("\n\n").trim()).toBe(text.trim());
    }
  },
);
