import { hasRole } from "../../domain/role.ts";
import type { Feature } from "../../feature.ts";
import { AUDIT } from "./audit-pages.ts";
import { auditRoutes } from "./audit-routes.ts";
import { copy } from "./copy.ts";
import { bulkRoutes } from "./bulk-routes.ts";
import { overviewRoutes } from "./overview-routes.ts";
import { SYSTEM } from "./system-pages.ts";
import { systemRoutes } from "./system-routes.ts";
import { usersRoutes } from "./users-routes.ts";

/** Pages for the site's staff. Those of other features are beside them: see `consolePage`. */
export const staffConsole: Feature = {
  name: "console",
  words: copy,
  routes: (context, web, site) => [
    ...overviewRoutes({ context, site }),
    ...bulkRoutes({ context, site }),
    ...usersRoutes({ context, web, site }),
    ...auditRoutes({ context, web, site }),
    ...systemRoutes({ context, site }),
  ],
  console: [
    {
      order: 10,
      href: "/admin",
      role: "viewer",
      title: (language) => language.words(copy).overview.title,
    },
    {
      order: 20,
      href: "/admin/users",
      role: "viewer",
      title: (language) => language.words(copy).users.title,
    },
    {
      order: 80,
      href: AUDIT,
      role: "support",
      title: (language) => language.words(copy).audit.title,
    },
    {
      order: 90,
      href: SYSTEM,
      role: "admin",
      title: (language) => language.words(copy).system.title,
    },
  ],
  navigation: [
    {
      order: 95,
      href: "/admin",
      row: (user, language, settings) =>
        settings.console.on && settings.console.host === undefined && hasRole(user, "viewer")
          ? language.words(copy).onProfile
          : undefined,
    },
  ],
};
