// Passwords that other systems stored, verified as those systems do.

import { describe, expect, it } from "vitest";
import { foreignHashes } from "../../src/adapters/foreign-hashes/foreign-hashes.ts";
import { costOf } from "../../src/domain/foreign-password/costs.ts";
import { readForeignPassword } from "../../src/domain/foreign-password/read-foreign-password.ts";
import { VECTORS } from "./vectors.ts";

const hashes = foreignHashes();

describe("a password that another system stored", () => {
  const read = VECTORS.map((vector) => ({
    ...vector,
    result: readForeignPassword(vector.stored, vector.parameters),
  }));
  const quick = read.flatMap(({ result, ...vector }) =>
    result.ok && result.value.kind === "foreign" && costOf(result.value.foreign).seconds < 0.05
      ? [{ ...vector, foreign: result.value.foreign }]
      : [],
  );

  it.each(quick)("is right: $name", async ({ foreign, password, parameters }) => {
    const pepper = parameters.pepper?.text;

    expect(await hashes.verify(foreign, password, pepper)).toBe(true);
  });
});
