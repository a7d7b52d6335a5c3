import { linkDefaults, LIVE_LINKS } from "../../domain/link.ts";
import { resolveConfirmation } from "../../stores/sql/confirmation-mails.ts";
import { BY_ADDRESS } from "../../domain/mail.ts";
import { days, minutes } from "../../domain/time.ts";
import { resolveReminder } from "../../stores/sql/reminders.ts";
import { alreadyRegisteredMail, confirmAgainMail, confirmMail, reminderMail } from "./mail.ts";
import { remindRegistrations } from "./reminder.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import * as waitingPages from "./waiting-pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { confirmationRoutes } from "./routes.ts";

export const confirmation: Feature = {
  name: "confirmation",
  routes: confirmationRoutes,
  pages: namedPages({ ...pages, ...waitingPages }),
  words: copy,
  tasks: [
    {
      name: "remind",
      every: minutes(10),
      run: async (context) => void (await remindRegistrations(context)),
    },
  ],
  purposes: {
    confirm: {
      lifetime: linkDefaults.confirm,
      liveAtOnce: LIVE_LINKS,
      endsWith: "suspension",
      code: "always",
      ofMailbox: true,
      whenUsed: "already-confirmed",
      mailedAs: "confirm-again",
    },
  },
  mails: {
    confirm: {
      isTold: true,
      resolve: resolveConfirmation,
      render: confirmMail,
    },
    "confirm-again": {
      isTold: true,
      resolve: resolveConfirmation,
      render: confirmAgainMail,
      samples: () => ({ usual: {}, "by-address": { about: BY_ADDRESS } }),
    },
    "confirm-reminder": {
      pool: "resend",
      resolve: resolveReminder,
      render: reminderMail,
      samples: ({ causedOn }) => ({ usual: { about: `${causedOn + days(1)}` } }),
    },
    "already-registered": {
      isTold: true,
      toOwner: true,
      withholdsLink: true,
      insteadOf: "confirm-again",
      render: alreadyRegisteredMail,
    },
  },
  events: { "user.confirmed": { acts: ["confirmed"] } },
};

/** The props of its pages. */
export type ConfirmationPages = PagesIn<typeof pages & typeof waitingPages>;
