import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { purgeRegistrations } from "./registration.ts";
import { registrationRoutes } from "./routes.ts";

export const registration: Feature = {
  name: "registration",
  routes: registrationRoutes,
  words: copy,
  tasks: [
    {
      name: "purge",
      every: minutes(10),
      run: async (context) => ({ registrations: await purgeRegistrations(context) }),
    },
  ],
};
