// The newsletter as one value: everything that it adds.

import { days, hours, minutes, parseDuration, type Feature } from "../../../src/extend.ts";
import { newsletterMail } from "./mail.ts";
import { newsletterRoutes } from "./routes.ts";
import { migrations, newsletterStore, type NewsletterStore } from "./store.ts";
import { copy } from "./words.ts";

export const newsletter: Feature<NewsletterStore> = {
  name: "newsletter",
  routes: newsletterRoutes,
  words: copy,
  limits: [{ name: "newsletter", windows: [{ count: 5, every: hours(1) }] }],
  navigation: [
    {
      order: 70,
      href: "/profile/newsletter",
      row: (_, language) => language.words(copy).onProfile,
    },
  ],
  options: {
    newsletterLink: {
      words: 'a length of time, like "24 hours"',
      read: (given = "24 hours") =>
        typeof given === "number" ? given : parseDuration(String(given)),
    },
  },
  purposes: { newsletter: { lifetime: hours(24), option: "newsletterLink", liveAtOnce: 1 } },
  mails: { newsletter: { render: newsletterMail } },
  migrations,
  store: newsletterStore,
  tasks: [
    {
      name: "purge",
      every: minutes(10),
      run: async ({ store, clock }) => ({
        newsletters: await store.purgeNewsletters(clock.now() - days(7)),
      }),
    },
  ],
};
