import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { domainLines, noDomains, readDomains, verdictOn, type DomainList } from "./domain-list.ts";

function listOf(entries: readonly string[], wholeDomains = false): DomainList {
  const read = readDomains(entries, wholeDomains);
  if (!read.ok) throw new Error(`entries ${read.at.join(", ")}`);
  return read.value;
}

describe("what a list says of a domain", () => {
  test.for<[readonly string[], string, string | undefined]>([
    [[], "example.com", undefined],
    [["example.com"], "example.com", "listed"],
    [["example.com"], "sub.example.com", undefined],
    [["example.com"], "notexample.com", undefined],
    [["*.example.com"], "example.com", undefined],
    [["*.example.com"], "a.b.example.com", "listed"],
    [["*.example.com"], "notexample.com", undefined],
    [["*.com"], "example.com", "listed"],
    [["*.example.com", "!a.example.com"], "a.example.com", "excepted"],
    [["*.example.com", "!a.example.com"], "b.a.example.com", "listed"],
    [["*.example.com", "!*.a.example.com"], "b.a.example.com", "excepted"],
    [["!*.a.example.com", "*.example.com"], "b.a.example.com", "excepted"],
    [["Example.COM", "straße.example", " *.BÜCHER.example "], "xn--strae-oqa.example", "listed"],
    [["*.BÜCHER.example"], "x.xn--bcher-kva.example", "listed"],
    [["xn--bcher-kva.example"], "xn--bcher-kva.example", "listed"],
  ])("%j of %s: %s", ([entries, domain, verdict]) => {
    expect(verdictOn(listOf(entries), domain)).toBe(verdict);
  });

  test("of whole domains is also said of what is below them", () => {
    const list = listOf(["example.com", "!good.example.com"], true);
    expect(verdictOn(list, "sub.example.com")).toBe("listed");
    expect(verdictOn(list, "sub.good.example.com")).toBe("excepted");
    expect(verdictOn(list, "com")).toBeUndefined();
  });
});

test.each([
  "localhost",
  "ada@example.com",
  "@example.com",
  "https://example.com",
  "example.com/x",
  "example.com.",
  "*",
  "*.",
  "!",
  "**.example.com",
  "*example.com",
  "a.*.example.com",
  "192.0.2.1",
  "exa mple.com",
  "xn--a.example",
  "-.example",
])("%j is no domain, and each is told by its place", (entry) => {
  expect(readDomains(["example.com", "", entry, "example.org", entry])).toEqual({
    ok: false,
    reason: "no-domain",
    at: [2, 4],
  });
});

test("a name of emoji stops no list of whole domains, and no address has it", () => {
  const list = listOf(["xn--o38h.example", "example.com"], true);
  expect([...list.named.keys()]).toEqual(["example.com"]);
  expect(readDomains(["xn--o38h.example"])).toMatchObject({ ok: false, at: [0] });
});

test("a file keeps its lines in their places, without comments, whatever ends them", () => {
  const text = "\uFEFFexample.com\r\n# a comment\r\n\r\n  *.example.org # and why\n!x.example.org";
  expect(domainLines(text)).toEqual(["example.com", "", "", "*.example.org", "!x.example.org"]);
});

test("no text makes reading or asking throw", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary" })),
      fc.string({ unit: "binary" }),
      (entries, domain) => {
        const read = readDomains(entries);
        verdictOn(read.ok ? read.value : noDomains, domain);
      },
    ),
  );
});
