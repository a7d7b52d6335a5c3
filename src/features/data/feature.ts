import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { dataRoutes } from "./routes.ts";

export const data: Feature = {
  name: "data",
  words: copy,
  routes: dataRoutes,
  pages: namedPages(pages),
  navigation: [
    { order: 60, href: "/profile/data", row: (_, language) => language.words(copy).onProfile },
  ],
};

/** The props of its pages. */
export type DataPages = PagesIn<typeof pages>;
