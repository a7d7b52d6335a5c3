import { html, type Markup } from "../ui/markup.ts";
import type { PageContent } from "./answer.ts";

/** A page that says one thing, and what may be done next, each on a line of its own. */
export const textPage = (title: string, text: string, ...next: readonly Markup[]): PageContent => ({
  title,
  body: html`<p>${text}</p>
    ${next.map((step) => html`<p>${step}</p>`)}`,
});
