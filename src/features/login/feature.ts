import { resolvePaused } from "../../stores/sql/login-mails.ts";
import { newDeviceMail, passwordPausedMail } from "./mail.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { loginRoutes } from "./routes.ts";

export const login: Feature = {
  name: "login",
  routes: loginRoutes,
  pages: namedPages(pages),
  words: copy,
  mails: {
    "new-device": {
      notice: true,
      render: newDeviceMail,
      samples: () => ({ usual: { about: "Firefox on Linux" } }),
    },
    "password-paused": {
      notice: true,
      resolve: resolvePaused,
      render: passwordPausedMail,
    },
  },
};

/** The props of its pages. */
export type LoginPages = PagesIn<typeof pages>;
