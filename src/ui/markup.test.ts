import { expect, test } from "vitest";
import { attributes, html } from "./markup.ts";

const HOSTILE = `"><script>alert('1')</script>&amp;`;
const HARMLESS = "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;";

test("what is put into a template stays text, in elements and in quoted attributes", () => {
  expect(html`<p title="${HOSTILE}">${HOSTILE}</p>`.toString()).toBe(
    `<p title="${HARMLESS}">${HARMLESS}</p>`,
  );
});

test("templates go into templates as they are, alone and in lists", () => {
  const items = ["a", "<b>"].map((item) => html`<i>${item}</i>`);
  expect(html`<b>${items}</b>`.toString()).toBe("<b><i>a</i><i>&lt;b&gt;</i></b>");
});

test("nothing is written for what is not there", () => {
  expect(html`<p>${undefined}${null}${false}${""}${0}</p>`.toString()).toBe("<p>0</p>");
});

test("the indentation of the source is not sent, and that of values is", () => {
  const text = "one\n    two";
  expect(html`<pre>      ${text}</pre>`.toString()).toContain(text);
  expect(
    html`<div>
      <p>a</p>
    </div>`.toString(),
  ).toBe("<div>\n<p>a</p>\n</div>");
});

test("attributes are escaped, bare when true and absent when false or unknown", () => {
  const made = attributes({
    id: HOSTILE,
    required: true,
    readonly: false,
    value: undefined,
    max: 0,
  });
  expect(made.toString()).toBe(` id="${HARMLESS}" required max="0"`);
});
