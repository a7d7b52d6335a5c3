// Tables that read well on a phone.

import type { Language } from "../domain/language.ts";
import { html, type Markup } from "./markup.ts";
import { labelled } from "./notice.ts";

/**
 * Columns with their heads, and rows of cells. On a phone, each row is a block and each cell has a label. The roles are
 * explicit, because browsers may not treat a table that is displayed as blocks as a table.
 */
export const table = (
  language: Language,
  heads: readonly string[],
  lines: readonly (readonly (string | Markup)[])[],
): Markup =>
  html`<table class="stacks" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${lines.map(
        (line) =>
          html`<tr role="row">
            ${line.map((cell, index) => html`<td role="cell" data-head="${labelled(language, heads[index] ?? "")}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
