import { html, type Markup } from "../ui/markup.ts";
import type { PageContent } from "./answer.ts";

/** A page with one message, and what can be done next, each on its own line. */
export const textPage = (title: string, text: string, ...next: readonly Markup[]): PageContent => ({
  title,
  body: html`<p>${text}</p>
    ${next.map((step) => html`<p>${step}</p>`)}`,
});
