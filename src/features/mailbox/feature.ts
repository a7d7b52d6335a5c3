import { isCapturedMailbox } from "../../adapters/captured-mailbox.ts";
import type { Feature } from "../../feature.ts";
import { mailboxRoutes } from "./routes.ts";

export const mailbox: Feature = {
  name: "mailbox",
  routes: ({ settings }, _web, { mailer }) =>
    settings.developmentMailbox && isCapturedMailbox(mailer) ? mailboxRoutes(mailer, settings) : [],
};
