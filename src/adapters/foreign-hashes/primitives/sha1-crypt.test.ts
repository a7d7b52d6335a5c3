import { describe, expect, test } from "vitest";
import { bytesOf, type Kind, WRONG } from "../../../../test/foreign-hashes/passwords.ts";
import { sha1Crypt } from "./sha1-crypt.ts";

describe("SHA1-crypt", () => {
  test.for<[Kind, string]>([
    ["plain", "$sha1$480000$bOT2QW95$Td1c7FIxO8KL1S3B9XbTAEXEUWD/"],
    ["composed", "$sha1$480000$aX0P8KDi$wmj2BDF4wy/kApFlWBnv.1BhGgvD"],
    ["long", "$sha1$480000$HRMXrksd$hVK7YaUVqZaOStTC2Ky8b9LFZ2mZ"],
  ])("is that of passlib 1.7.4, %s password: %s", ([kind, stored]) => {
    expect(sha1Crypt(bytesOf(kind), stored)).toBe(stored);
  });

  test("is another for other passwords", () => {
    // Of the tests of passlib 1.7.4, as NetBSD made them.
    const stored = "$sha1$19703$iVdJqfSE$v4qYKl1zqYThwpjJAoKX6UvlHq/a";
    expect(sha1Crypt(Buffer.from("password"), stored)).toBe(stored);
    for (const wrong of WRONG) expect(sha1Crypt(wrong, stored)).not.toBe(stored);
  });
});
