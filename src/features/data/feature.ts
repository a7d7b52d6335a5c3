import type { Feature } from "../../feature.ts";
import { onProfile } from "./copy.ts";
import { dataRoutes } from "./routes.ts";

export const data: Feature = {
  name: "data",
  routes: dataRoutes,
  navigation: [{ order: 60, row: () => onProfile }],
};
