import { isCapturedMailbox } from "../../adapters/captured-mailbox.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { previewRoutes } from "./preview-routes.ts";
import { mailboxRoutes } from "./routes.ts";

export const mailbox: Feature = {
  name: "mailbox",
  words: copy,
  routes: ({ settings }, _web, { mailer, previews }) =>
    settings.developmentMailbox
      ? [
          ...(isCapturedMailbox(mailer) ? mailboxRoutes(mailer, settings) : []),
          ...previewRoutes(previews, settings),
        ]
      : [],
};
