// The newsletter as one value: everything that it brings.

import { days, hours, minutes, parseDuration, type Feature } from "../../../src/extend.ts";
import { newsletterMail } from "./mail.ts";
import { newsletterRoutes } from "./routes.ts";
import { migrations, newsletterStore, type NewsletterStore } from "./store.ts";
import { auditActs, notices, words } from "./words.ts";

export const newsletter: Feature<NewsletterStore> = {
  name: "newsletter",
  routes: newsletterRoutes,
  notices,
  auditActs,
  limits: [{ name: "newsletter", windows: [{ count: 5, every: hours(1) }] }],
  navigation: [
    {
      order: 70,
      row: () => {
        const { term, value, text, hiddenText } = words.onProfile;
        return { term, value, action: { href: "/profile/newsletter", text, hiddenText } };
      },
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
  mails: { newsletter: { words: words.mail.name, render: newsletterMail } },
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
