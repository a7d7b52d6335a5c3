// Prints every kind of mail as it looks in a terminal, to read: its HTML in text browsers, and all of it in mutt.
//
//   npm run mail-readers                     w3m, lynx, elinks and mutt, as far as they are installed, in every language
//   npm run mail-readers -- w3m ar           only with this program, only in this language
//
// What always holds of it is in test/mails/readers.test.ts.

import { LANGUAGES } from "../test/mails/stories.ts";
import {
  asOneDocument,
  BROWSERS,
  dumpOf,
  inMutt,
  isHere,
  samplesIn,
} from "../test/mails/readers.ts";

const PROGRAMS = [...BROWSERS, "mutt"];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((word) => ![...PROGRAMS, ...LANGUAGES].includes(word));
if (unknown.length > 0) {
  console.error(`Usage: npm run mail-readers -- [${[...PROGRAMS, ...LANGUAGES].join("] [")}]`);
  process.exit(2);
}
const chosen = (all: readonly string[]): readonly string[] =>
  all.some((each) => wanted.includes(each)) ? all.filter((each) => wanted.includes(each)) : all;

for (const program of chosen(PROGRAMS)) {
  if (!isHere(program)) {
    console.error(`No ${program} here.`);
    process.exitCode = 1;
    continue;
  }
  for (const language of chosen(LANGUAGES)) {
    const mails = await samplesIn(language);
    console.log(`##### ${program}, ${language}`);
    if (program === "mutt") console.log((await inMutt(mails)).join("\n=== \n"));
    else console.log(dumpOf(program, asOneDocument(mails)));
  }
}
