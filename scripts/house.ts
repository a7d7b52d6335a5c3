// The structure of the code in numbers.
//
//   npm run house               prints them
//   npm run house -- --write    also writes them into docs/architecture.md

import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { joined } from "../src/features.ts";
import { writeSection } from "./page-section.ts";

export type Measure = { readonly what: string; readonly before: string; readonly now: number };

const HEAD = ["measure", "before", "now"];

const NOTE =
  '"Before" is version 208b220. The first three numbers were counted by hand. For sessions, we counted the use cases that created one.';

type Source = { readonly file: string; readonly code: string };

/** Shared code, which must not know the kinds and purposes of any feature. */
const SHARED =
  /^src\/(?:domain|http|outbox|ports)\/|^src\/stores\/sql\/(?:bounces|endings|facts|kinds|links|mail-places|notices|outbox[\w-]*|store|users|work)\.ts$/;

/** The numbers of the checkout in which this process was started. `before`: of version 208b220. */
export function houseMeasures(): readonly Measure[] {
  const sources = globSync("src/**/*.{ts,js}")
    .filter((file) => !/\.(?:test|d)\.ts$/.test(file))
    .toSorted()
    .map((file) => ({ file, code: codeOf(file) }));
  const shared = sources.filter(({ file }) => SHARED.test(file));
  return [
    {
      what: "files outside its folder that change to add a feature",
      before: "9 to 28",
      now: sources.filter(({ code }) => /newsletter/i.test(code)).length,
    },
    {
      what: "places that create a session",
      before: "8",
      now: countIn(sources, /INSERT INTO sessions/g),
    },
    {
      what: "files that write the owner of an address",
      before: "6",
      now: sources.filter(({ code }) => /(?:INSERT INTO|UPDATE) addresses\b/.test(code)).length,
    },
    {
      what: "branches on a kind of mail or a link purpose in shared code",
      before: "34",
      now: countIn(shared, branches()),
    },
    { what: "circular imports", before: "0", now: circles(sources) },
  ];
}

/** The text without its comments. */
const codeOf = (file: string): string =>
  readFileSync(file, "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");

const countIn = (sources: readonly Source[], odd: RegExp): number =>
  sources.reduce((sum, { code }) => sum + [...code.matchAll(odd)].length, 0);

/** A comparison of a kind or a purpose with a name, in TypeScript or in SQL, or a set or a case of one. */
function branches(): RegExp {
  const { mails, purposes } = joined();
  const name = [...Object.keys(mails), ...Object.keys(purposes)].join("|");
  return new RegExp(
    [
      `\\b(?:kind|purpose)\\s*[!=]==\\s*"(?:${name})"`,
      `\\b(?:kind|purpose)\\.startsWith\\(`,
      `'(?:${name})'`,
      `^\\s+"?(?:${name})"?: "`,
      // In a list; after a status it is the reason of a refusal.
      `(?<!\\d,\n)^\\s+"(?:${name})",$`,
      `\\[[^\\]\\n]*"(?:${name})"`,
    ].join("|"),
    "gm",
  );
}

/** How many files import themselves through others, not counting types. */
function circles(sources: readonly Source[]): number {
  const graph = new Map(
    sources.map(({ file, code }) => [
      file,
      [...code.matchAll(/^(?:import|export)\s+(?!type\s)[^"';]*?\sfrom\s+"(\.[^"]+)"/gm)].map(
        ([, from = ""]) => normalize(join(dirname(file), from)),
      ),
    ]),
  );
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (graph.get(from) ?? []).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  return [...graph.keys()].filter((file) => reaches(file, file, new Set())).length;
}

if (process.argv[1] === import.meta.filename) {
  const measures = houseMeasures();
  for (const { what, before, now } of measures) console.log(`${now}  ${what} (${before} before)`);
  if (process.argv.includes("--write")) {
    const rows = measures.map(({ what, before, now }) => [what, before, `${now}`]);
    writeSection("house", { head: HEAD, rows }, NOTE, "docs/architecture.md");
  }
}
