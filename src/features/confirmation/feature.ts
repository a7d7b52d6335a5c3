import { linkDefaults, LIVE_LINKS } from "../../domain/link.ts";
import { resolveConfirmation } from "../../stores/sql/confirmation-mails.ts";
import { alreadyRegisteredMail, confirmAgainMail, confirmMail } from "./mail.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { confirmationRoutes } from "./routes.ts";

export const confirmation: Feature = {
  name: "confirmation",
  routes: confirmationRoutes,
  words: copy,
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
    },
    "already-registered": {
      isTold: true,
      toOwner: true,
      withholdsLink: true,
      insteadOf: "confirm-again",
      render: alreadyRegisteredMail,
    },
  },
};
