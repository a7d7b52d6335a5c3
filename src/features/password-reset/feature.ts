import { hours } from "../../domain/time.ts";
import { linkDefaults } from "../../domain/link.ts";
import { resolveReset } from "../../stores/sql/password-reset-mails.ts";
import { resetDisabledMail, resetMail, resetNoUserMail } from "./mail.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { passwordResetRoutes } from "./routes.ts";

export const passwordReset: Feature = {
  name: "password-reset",
  routes: passwordResetRoutes,
  pages: namedPages(pages),
  words: copy,
  purposes: {
    reset: {
      lifetime: linkDefaults.reset,
      endsWith: "suspension",
      ofMailbox: true,
      mailedAs: "reset",
    },
  },
  mails: {
    reset: {
      pool: "reset",
      giveUpAfter: hours(6),
      resolve: resolveReset,
      render: resetMail,
    },
    "reset-no-user": {
      pool: "reset",
      giveUpAfter: hours(6),
      withholdsLink: true,
      insteadOf: "reset",
      render: resetNoUserMail,
    },
    "reset-disabled": {
      pool: "reset",
      giveUpAfter: hours(6),
      withholdsLink: true,
      insteadOf: "reset",
      render: resetDisabledMail,
    },
  },
};

/** The props of its pages. */
export type PasswordResetPages = PagesIn<typeof pages>;
