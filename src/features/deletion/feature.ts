import { days, minutes } from "../../domain/time.ts";
import { linkDefaults } from "../../domain/link.ts";
import { deletedMail, deletionMail } from "./mail.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { deletionRoutes } from "./routes.ts";

export const deletion: Feature = {
  name: "deletion",
  routes: deletionRoutes,
  pages: namedPages(pages),
  words: copy,
  navigation: [
    { order: 90, href: "/profile/delete", row: (_, language) => language.words(copy).onProfile },
  ],
  tasks: [
    {
      name: "delete",
      every: minutes(10),
      run: async ({ store, clock }) => ({ users: await store.deleteDue(clock.now()) }),
    },
  ],
  purposes: {
    "keep-account": {
      lifetime: linkDefaults["keep-account"],
      endsWith: "suspension",
      code: "typed",
    },
  },
  mails: {
    deletion: {
      notice: true,
      render: deletionMail,
      samples: ({ causedOn }) => ({ usual: { about: `${causedOn + days(14)}` } }),
    },
    deleted: { notice: true, isLast: true, render: deletedMail },
  },
  events: {
    "user.deletion-requested": { acts: ["deletion-requested"], data: ["deletesOn"] },
    "user.deletion-cancelled": { acts: ["kept"] },
    "user.deleted": { acts: ["deleted"] },
  },
};

/** The props of its pages. */
export type DeletionPages = PagesIn<typeof pages>;
