import { passwordChangedMail } from "./mail.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { passwordChangeRoutes } from "./routes.ts";

export const passwordChange: Feature = {
  name: "password-change",
  routes: passwordChangeRoutes,
  pages: namedPages(pages),
  words: copy,
  navigation: [
    {
      order: 40,
      href: "/profile/password",
      row({ passwordChangedOn: on }, language) {
        const { neverChanged, changed, ...words } = language.words(copy).onProfile;
        return {
          ...words,
          value: on === null ? neverChanged : changed({ time: language.time(on) }),
        };
      },
    },
  ],
  mails: {
    "password-changed": {
      notice: true,
      render: passwordChangedMail,
      samples: () => ({ usual: { about: "Firefox on Linux" }, reset: {} }),
    },
  },
  events: {
    "user.password-changed": {
      acts: ["password-changed", "password-reset", "account-locked", "email-change-undone"],
    },
  },
};

/** The props of its pages. */
export type PasswordChangePages = PagesIn<typeof pages>;
