import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { time } from "../../ui/notice.ts";
import { copy } from "./copy.ts";
import { profileRoutes } from "./routes.ts";

export const profile: Feature = {
  name: "profile",
  words: copy,
  routes: profileRoutes,
  pages: namedPages(pages),
  navigation: [
    {
      order: 20,
      row({ confirmedOn: on }, language) {
        const { confirmed: term, notYet } = language.words(copy).profile;
        return { term, value: on === null ? notYet : time(language.moment(on)) };
      },
    },
    {
      order: 30,
      row: ({ registeredOn }, language) => ({
        term: language.words(copy).profile.registered,
        value: time(language.moment(registeredOn)),
      }),
    },
  ],
};

/** The props of its pages. */
export type ProfilePages = PagesIn<typeof pages>;
