// Whatever is in a file: it is read, or named. Nothing is thrown, and nothing hangs.

import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/import/formats.ts";
import { systems } from "../../src/import/sources/systems.ts";
import { fixture, read } from "./reading.ts";

const FILES = readdirSync(fixture("."), { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "README.md")
  .map(({ name }) => readFileSync(fixture(name)));

const NAMES = systems.map(({ name }) => name);

async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A file of a system with some bytes changed, some taken out, and its end cut off. */
const damaged = fc
  .record({
    file: fc.constantFrom(...FILES),
    changes: fc.array(fc.record({ at: fc.nat(), to: fc.constantFrom(...'"{}[]:,;\n\r\0 \\x9é') }), {
      maxLength: 5,
    }),
    cut: fc.nat(),
  })
  .map(({ file, changes, cut }) => {
    const text = changes.reduce((before, { at, to }) => {
      const place = at % before.length;
      return before.slice(0, place) + to + before.slice(place + 1);
    }, file.toString("utf8"));
    return Buffer.from(cut % 3 === 0 ? text.slice(0, cut % text.length) : text);
  });

const options = fc.record({
  system: fc.constantFrom(...NAMES),
  format: fc.constantFrom(undefined, ...FORMATS),
});

describe("any input", () => {
  test("that was a file of a system is read, or named", async () => {
    const property = fc.asyncProperty(
      damaged,
      options,
      fc.integer({ min: 1, max: 500 }),
      async (file, given, size) => {
        const found = await read(pieces(file, size), given);
        expect(typeof found === "string" || found.users.length > 0).toBe(true);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  test("of any bytes is read, or named", async () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const property = fc.asyncProperty(bytes, options, async (file, given) => {
      const found = await read(pieces(file, 7), given);
      expect(
        typeof found === "string" || found.users.length > 0 || given.system === "postern",
      ).toBe(true);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
