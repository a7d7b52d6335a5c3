import type { Feature } from "../../feature.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import { copy } from "./copy.ts";
import * as pages from "./pages.ts";
import { termsRoutes } from "./routes.ts";

export const terms: Feature = {
  name: "terms",
  words: copy,
  routes: termsRoutes,
  pages: namedPages(pages),
  events: { "user.terms-accepted": { acts: ["terms-accepted"], data: ["version"] } },
};

/** The props of its pages. */
export type TermsPages = PagesIn<typeof pages>;
