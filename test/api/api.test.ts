// The public surface: every export is intended, is documented, and has an example that runs.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ENTRIES, readSurface } from "../../scripts/api-surface.ts";
import { compileExamples, nameOf, runExample, writeExamples } from "./examples.ts";

const surface = readSurface();
const examples = writeExamples(surface);

test.for([...surface.reports])("the surface of %s is as docs/api has it", ([entry, report]) => {
  // If the change was intended: npm run api -- --write
  expect(report).toBe(readFileSync(`docs/api/${entry}.api.md`, "utf8"));
});

test("every entry of the package has a report", () => {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
    exports: Readonly<Record<string, { readonly types: string }>>;
  };
  const { "./package.json": _, ...entries } = exports;
  const reported = Object.entries(ENTRIES).map(([entry, file]) => [
    entry === "postern" ? "." : `./${entry}`,
    `./dist/${file}.d.ts`,
  ]);
  expect(Object.entries(entries).map(([entry, { types }]) => [entry, types])).toEqual(
    expect.arrayContaining(reported),
  );
  expect(Object.keys(entries)).toHaveLength(reported.length);
});

test("every type that a public signature names is public, too", () => {
  expect(surface.forgotten).toEqual([]);
});

test("every public name is documented", () => {
  expect(surface.names.filter(({ docs }) => docs === "").map(nameOf)).toEqual([]);
});

test("every public name that a program calls has an example", () => {
  const called = surface.names.filter(({ isValue }) => isValue).map(nameOf);
  const shown = new Set(examples.map(({ of }) => of));
  expect(called.length).toBeGreaterThan(40);
  expect(called.filter((name) => !shown.has(name))).toEqual([]);
});

describe("the examples", () => {
  test("compile", () => compileExamples(examples));

  test.for(examples)("of $of runs", (example) => runExample(example));
});
