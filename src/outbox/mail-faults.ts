// Whether a mail that a site put in the place of Postern's still says what its readers need.

import { html } from "../ui/markup.ts";
import type { MailBlock, MailContent, MailParts } from "../ui/mail-layout.ts";

/**
 * What a mail lacks: a part, or a link or code of the mail in its place. Whoever asked for the mail needs them, and so does
 * whoever did not.
 */
export const faultIn = (parts: MailParts, original: MailContent): string | undefined =>
  emptyPart(parts) ?? lostFrom(parts, original);

const emptyPart = ({ subject, text, html: whole }: MailParts): string | undefined => {
  if (subject.trim() === "") return "it has no subject";
  if (text.trim() === "") return "it has no text part";
  return whole.trim() === "" ? "it has no HTML part" : undefined;
};

function lostFrom(parts: MailParts, original: MailContent): string | undefined {
  for (const { what, value } of original.blocks.flatMap(needed)) {
    if (!has(parts.text, value)) return `it loses ${what} in its text part`;
    if (!has(parts.html, html`${value}`.toString())) return `it loses ${what} in its HTML part`;
  }
  return undefined;
}

function needed(block: MailBlock): readonly { readonly what: string; readonly value: string }[] {
  if ("url" in block) return [{ what: `the link "${block.action}"`, value: block.url }];
  return "code" in block ? [{ what: `the code "${block.codeLabel}"`, value: block.code }] : [];
}

/** One link of a mail may be the beginning of another one. */
const has = (part: string, value: string): boolean =>
  part
    .split(value)
    .slice(1)
    .some((rest) => !/^[\w/?&#=%~-]/.test(rest));
