// What a delivered mail is made of, apart from its words: what filters count.

import { createHash } from "node:crypto";
import { simpleParser } from "mailparser";
import type { Delivery } from "./mail-server.ts";

/** A hash that changes with the headers, the MIME parts, the URLs and the kinds of HTML elements, and not with the wording. */
export async function shapeOf(delivery: Delivery): Promise<string> {
  const features = await featuresOf(delivery);
  return createHash("sha256").update(JSON.stringify(features)).digest("hex").slice(0, 16);
}

export async function featuresOf({ from, data }: Delivery) {
  const { headerLines, text = "", html } = await simpleParser(data);
  const markup = typeof html === "string" ? html : "";
  return {
    headers: headerLines.map(({ key }) => key),
    signed: /[;\s]h=([^;]+);/.exec(data.toString("latin1"))?.[1]?.replace(/\s/g, ""),
    sender: from.replace(/\+.*@/, "+@"),
    parts: partsOf(data.toString("latin1")),
    urlsInText: countOf(text, /https?:/g),
    urlsInHtml: countOf(markup, /https?:/g),
    links: countOf(markup, /<a\s/g),
    hidden: countOf(markup, /display:\s*none/g),
    elements: elementsOf(markup),
  };
}

const countOf = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/** The type and encoding of each part. */
const partsOf = (data: string): readonly string[] =>
  data
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .filter((line) => /^Content-(?:Type|Transfer-Encoding):/i.test(line))
    .map((line) => line.replace(/ ?boundary="[^"]*"/, ""));

/** Each kind of element with its style, once: another paragraph is not another kind. */
const elementsOf = (markup: string): readonly string[] =>
  [
    ...new Set(
      [...markup.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) =>
        tag.replace(/\s+(?:href|lang|dir)="[^"]*"/g, "").replace(/\s+/g, " "),
      ),
    ),
  ].toSorted();
