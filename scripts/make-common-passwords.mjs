// Writes src/domain/common-passwords-list.js from the list in the npm package
// @zxcvbn-ts/language-common (MIT). How to run it: docs/common-passwords.md.

import { readFileSync, writeFileSync } from "node:fs";

const VERSION = "4.1.3";
const SHORTEST = 8; // shorter ones are refused for their length
const MOST = 20_000;
const TARGET = new URL("../src/domain/common-passwords-list.js", import.meta.url);

const [source] = process.argv.slice(2);
if (source === undefined) {
  console.error("Usage: node scripts/make-common-passwords.mjs <folder of the unpacked package>");
  process.exit(1);
}

const { version } = JSON.parse(readFileSync(`${source}/package.json`, "utf8"));
if (version !== VERSION) throw new Error(`Expected version ${VERSION}, found ${version}`);

/** @type {unknown[]} in order of frequency, the most common first */
const ranked = JSON.parse(readFileSync(`${source}/src/passwords.json`, "utf8"));
const folded = ranked.map((entry) => String(entry).normalize("NFKC").toLowerCase());
const passwords = [...new Set(folded)]
  .filter((entry) => [...entry].length >= SHORTEST && /^[!-~]+$/.test(entry))
  .slice(0, MOST);

writeFileSync(
  TARGET,
  `// Made by scripts/make-common-passwords.mjs: do not edit. ${passwords.length} passwords, the commonest first.
// Source: @zxcvbn-ts/language-common ${VERSION} (MIT License).
// Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc. Copyright (c) 2021 @zxcvbn-ts.
// The licence's text and how to make this file again: docs/common-passwords.md.

// One string and not an array: a single token is read many times faster. JavaScript and not
// TypeScript: Node would spend 6 ms of every start on looking for types in it.
// prettier-ignore
export const COMMON_PASSWORDS = ${JSON.stringify(passwords.join(" "))};
`,
);
console.log(`${passwords.length} passwords`);
