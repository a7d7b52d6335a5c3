import type { Feature } from "../../feature.ts";
import { time } from "../../ui/notice.ts";
import { copy } from "./copy.ts";
import { profileRoutes } from "./routes.ts";

export const profile: Feature = {
  name: "profile",
  routes: profileRoutes,
  navigation: [
    {
      order: 20,
      row: ({ confirmedOn: on }, web) => ({
        term: copy.profile.confirmed,
        value: on === null ? copy.profile.notYet : time(web.time(on)),
      }),
    },
    {
      order: 30,
      row: ({ registeredOn }, web) => ({
        term: copy.profile.registered,
        value: time(web.time(registeredOn)),
      }),
    },
  ],
};
