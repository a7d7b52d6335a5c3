import { expect, test } from "vitest";
import { systemRandom } from "./system-random.ts";

test("no bytes are given twice, in however many pieces they are asked for", () => {
  const pieces = [16, 32, 4_096, 5_000, ...Array.from({ length: 2_000 }, () => 16)].map((count) =>
    Buffer.from(systemRandom.bytes(count)),
  );
  const ids = pieces.flatMap((piece) =>
    Array.from({ length: Math.floor(piece.length / 16) }, (_, at) =>
      piece.toString("hex", at * 16, at * 16 + 16),
    ),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("what was given does not change with what is given next", () => {
  const given = systemRandom.bytes(32);
  const copy = Buffer.from(given).toString("hex");
  for (let draw = 0; draw < 300; draw += 1) systemRandom.bytes(16);
  expect(Buffer.from(given).toString("hex")).toBe(copy);
});

test.each([0, 1, 16, 4_096, 4_097])("%i bytes are as many", (count) => {
  expect(systemRandom.bytes(count)).toHaveLength(count);
});
