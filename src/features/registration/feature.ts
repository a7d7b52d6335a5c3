import { minutes } from "../../domain/time.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { purgeRegistrations } from "./registration.ts";
import { registrationRoutes } from "./routes.ts";

export const registration: Feature = {
  name: "registration",
  routes: registrationRoutes,
  pages: namedPages(pages),
  words: copy,
  tasks: [
    {
      name: "purge",
      every: minutes(10),
      run: async (context) => ({ registrations: await purgeRegistrations(context) }),
    },
  ],
  events: {
    "user.registered": { acts: ["registered", "user-created", "admin-created"] },
    "registration.address-changed": { acts: ["registration-address-changed"] },
    "registration.removed": {
      acts: [
        "registration-cancelled",
        "registration-disowned",
        "registration-expired",
        "registration-removed",
      ],
    },
  },
};

/** The props of its pages. */
export type RegistrationPages = PagesIn<typeof pages>;
