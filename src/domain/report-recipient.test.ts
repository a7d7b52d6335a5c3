import { describe, expect, test } from "vitest";
import { isAbout } from "./report-recipient.ts";

describe("a report is about the mailbox that was written to", () => {
  test.each([
    ["named as it is", ["ada@example.org"]],
    ["in capitals", ["ADA@EXAMPLE.ORG"]],
    ["in quotes", ['"ada"@example.org']],
    ["at a provider's own domain", ["ada@acme.onmicrosoft.example"]],
    ["without a domain, as of a local delivery", ["ada"]],
    ["without its detail", ["ada+shop@example.org"]],
    ["among others", ["bob@example.net", "ada@example.org"]],
    ["by numbers", ["\\x{E4}da@example.org"]],
    ["by nothing at all", []],
  ])("%s", (_, failed) => {
    expect(isAbout(failed, "ada@example.org")).toBe(true);
  });

  test("whatever detail the address has", () => {
    expect(isAbout(["ada@example.org"], "Ada+shop@example.org")).toBe(true);
  });

  test.each([[["bob@example.org"]], [["private@inner.example", "eve@example.org"]]])(
    "and about another one where only others are named: %j",
    (failed) => {
      expect(isAbout(failed, "team@example.org")).toBe(false);
    },
  );
});
