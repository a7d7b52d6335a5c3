import { seconds } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { userRoutes } from "./user-routes.ts";
import { factorsRemovedMail } from "./mail.ts";

export const admin: Feature = {
  name: "admin",
  words: copy,
  routes: (context, web, site) => userRoutes({ context, web, site }),
  console: [
    {
      order: 30,
      href: "/admin/why",
      role: "viewer",
      title: (language) => language.words(copy).userPages.title,
    },
  ],
  tasks: [
    {
      name: "note-looks",
      every: seconds(10),
      run: async ({ notes }) => void (await notes.flush()),
    },
  ],
  mails: { "factors-removed": { notice: true, render: factorsRemovedMail } },
  events: {
    "user.disabled": { acts: ["disabled"] },
    "user.enabled": { acts: ["enabled"] },
    "user.promoted": { acts: ["promoted"] },
    "user.demoted": { acts: ["demoted"] },
  },
};
