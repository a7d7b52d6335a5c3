import { isCapturedMailbox } from "../../adapters/captured-mailbox.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { mailboxRoutes } from "./routes.ts";

export const mailbox: Feature = {
  name: "mailbox",
  words: copy,
  routes: ({ settings }, _web, { mailer }) =>
    settings.developmentMailbox && isCapturedMailbox(mailer) ? mailboxRoutes(mailer, settings) : [],
};
