// What a page shows outside of forms.

import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { attributes, html, type Markup } from "./markup.ts";

export type NoticeKind = "success" | "info" | "warning";

/** A fact on a page, and what can be done about it. */
export type SummaryRow = {
  readonly term: string;
  readonly value: Markup | string;
  readonly action?:
    { readonly href: string; readonly text: string; readonly hiddenText: string } | undefined;
};

/** A label before its value: what ends it depends on the language. */
export const labelled = (language: Language, label: string): string =>
  language.words(copy).labelled({ label });

/** Something that happened, or that people must know before they continue. */
export const notice = (language: Language, kind: NoticeKind, body: Markup | string): Markup =>
  html`<div class="notice ${kind}">
    <div>
      ${kind === "warning" ? html`<span class="visually-hidden">${language.words(copy).warning} </span>` : ""}${body}
    </div>
  </div>`;

/** The most important fact of a page, set apart. */
export const inset = (body: Markup | string): Markup => html`<div class="inset">${body}</div>`;

/**
 * A line that screen readers announce when a script changes it. `data` becomes `data-…` attributes;
 * `waitingScript` describes those that it reads.
 */
export const statusLine = (text: string, data: Readonly<Record<string, string>> = {}): Markup => {
  const named = Object.entries(data).map(([name, value]) => [`data-${name}`, value] as const);
  return html`<p class="status" role="status" ${attributes(Object.fromEntries(named))}>${text}</p>`;
};

/** Facts with what can be done about each; a link's hidden text completes its name. */
export const summaryList = (rows: readonly SummaryRow[]): Markup =>
  html`<dl class="summary">
    ${rows.map(
      ({ term, value, action }) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
          ${
            action === undefined
              ? ""
              : html`<dd>
                  <a href="${action.href}"
                    >${action.text}<span class="visually-hidden"> ${action.hiddenText}</span></a
                  >
                </dd>`
          }
        </div>`,
    )}
  </dl>`;

/** A duration that a script counts down, and at the end removes together with its paragraph. */
export const countdown = ({
  text,
  seconds,
}: {
  readonly text: string;
  readonly seconds: number;
}): Markup => html`<time datetime="PT${seconds}S" data-left="${seconds}">${text}</time>`;

/** A moment, for people and for programs; `title` gives it exactly if the text does not. */
export const time = ({ text, iso, title }: Moment): Markup =>
  html`<time${attributes({ datetime: iso, title })}>${text}</time>`;

export type Moment = {
  readonly text: string;
  readonly iso: string;
  readonly title?: string | undefined;
};

/** One word about what stands next to it. */
export const tag = (text: string): Markup => html`<span class="tag">${text}</span>`;
