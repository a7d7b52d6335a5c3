import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { keepCounting } from "./counting.ts";
import { cohortsRoutes } from "./routes.ts";

export const cohorts: Feature = {
  name: "cohorts",
  words: copy,
  routes: cohortsRoutes,
  console: [
    {
      order: 25,
      href: "/admin/cohorts",
      role: "viewer",
      title: (language) => language.words(copy).page.title,
    },
  ],
  tasks: [{ name: "count-cohorts", every: minutes(1), run: keepCounting }],
};
