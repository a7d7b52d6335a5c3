import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { keepCounting } from "./counting.ts";

export const cohorts: Feature = {
  name: "cohorts",
  tasks: [{ name: "count-cohorts", every: minutes(1), run: keepCounting }],
};
