import { linkDefaults } from "../../domain/link.ts";
import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { lockRoutes } from "./routes.ts";

export const lock: Feature = {
  name: "lock",
  routes: lockRoutes,
  pages: namedPages(pages),
  words: copy,
  purposes: {
    // A thief who changes the password again, resets it or moves the address must not end it.
    [LOCK_ACCOUNT]: {
      lifetime: linkDefaults[LOCK_ACCOUNT],
      endsWith: "removal",
      code: "typed",
      outlivesAddress: true,
      wayBack: true,
    },
  },
};

/** The props of its pages. */
export type LockPages = PagesIn<typeof pages>;
