import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { auditActs, notices, onProfile } from "./copy.ts";
import { deletionRoutes } from "./routes.ts";

export const deletion: Feature = {
  name: "deletion",
  routes: deletionRoutes,
  notices,
  auditActs,
  navigation: [{ order: 90, row: () => onProfile }],
  tasks: [
    {
      name: "delete",
      every: minutes(10),
      run: async ({ store, clock }) => ({ users: await store.deleteDue(clock.now()) }),
    },
  ],
};
