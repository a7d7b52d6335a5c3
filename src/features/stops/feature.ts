import { BY_ADDRESS } from "../../domain/mail.ts";
import { minutes } from "../../domain/time.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { contactStoppedMail } from "./mail.ts";
import { stopRoutes } from "./routes.ts";

export const stops: Feature = {
  name: "stops",
  routes: stopRoutes,
  pages: namedPages(pages),
  words: copy,
  mails: {
    "contact-stopped": {
      isTold: true,
      insteadOf: "its-link",
      render: contactStoppedMail,
      samples: ({ stop }) => ({
        usual: { stop },
        "by-address": { stop, about: BY_ADDRESS },
        "change-email": { stop: { ...stop, askedFor: "change-email" } },
        reset: { stop: { ...stop, askedFor: "reset" } },
      }),
    },
  },
  tasks: [
    {
      name: "forget-stops",
      every: minutes(10),
      run: async ({ store, clock }) => ({ stops: await store.purgeStops(clock.now()) }),
    },
  ],
};

/** The props of its pages. */
export type StopsPages = PagesIn<typeof pages>;
