import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { dataRoutes } from "./routes.ts";

export const data: Feature = {
  name: "data",
  words: copy,
  routes: dataRoutes,
  navigation: [
    { order: 60, href: "/profile/data", row: (_, language) => language.words(copy).onProfile },
  ],
};
