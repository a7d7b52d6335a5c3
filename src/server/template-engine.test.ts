import { expect, test } from "vitest";
import { parseTemplate, safeHtml } from "./template-engine.ts";

const printed = (kind: "html" | "text", value: unknown): string =>
  parseTemplate(kind, "a.html", "{{ props.value }}", { props: true }).render({ props: { value } });

test("HTML has values escaped, and as they are only what Postern made", () => {
  expect(printed("html", `<i>"&'`)).toBe("&lt;i&gt;&quot;&amp;&#39;");
  expect(printed("html", safeHtml("<i>"))).toBe("<i>");
  for (const claim of [{ safe: "<i>" }, { html: "<i>" }, null])
    expect(printed("html", claim)).toBe("");
});

test("in text a value is one line, with the no-break spaces that French needs", () => {
  expect(printed("text", "one\r\ntwo\u2028three")).toBe("one two three");
  expect(printed("text", "Quand\u00A0: demain\u202F?")).toBe("Quand\u00A0: demain\u202F?");
});
