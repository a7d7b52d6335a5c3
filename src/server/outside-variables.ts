// The variables of the options about other systems: mail services, receivers of webhooks, and the application before.

import { listed } from "./listed.ts";
import { yesOrNo } from "./yes-or-no.ts";

export const OUTSIDE_VARIABLES = [
  { variable: "POSTERN_HOOK_SES", option: "mailHooks", part: "ses" },
  { variable: "POSTERN_HOOK_POSTMARK", option: "mailHooks", part: "postmark" },
  { variable: "POSTERN_HOOK_RESEND", option: "mailHooks", part: "resend" },
  { variable: "POSTERN_HOOK_MAILGUN", option: "mailHooks", part: "mailgun" },
  { variable: "POSTERN_HOOK_SENDGRID", option: "mailHooks", part: "sendgrid" },
  { variable: "POSTERN_HOOK_BREVO", option: "mailHooks", part: "brevo" },
  {
    variable: "POSTERN_WEBHOOKS_ALLOW_PRIVATE",
    option: "webhooks",
    part: "allowPrivate",
    read: listed,
  },
  {
    variable: "POSTERN_WEBHOOKS_ALLOW_HTTP",
    option: "webhooks",
    part: "allowHttp",
    read: yesOrNo,
  },
  { variable: "POSTERN_WEBHOOKS_TIMEOUT", option: "webhooks", part: "timeout" },
  { variable: "POSTERN_OLD_SYSTEM_URL", option: "oldSystem", part: "url" },
  { variable: "POSTERN_OLD_SYSTEM_SECRET", option: "oldSystem", part: "secret" },
  {
    variable: "POSTERN_OLD_SYSTEM_ALLOW_PRIVATE",
    option: "oldSystem",
    part: "allowPrivate",
    read: listed,
  },
  { variable: "POSTERN_OLD_SYSTEM_TIMEOUT", option: "oldSystem", part: "timeout" },
  { variable: "POSTERN_OLD_SYSTEM_NAME", option: "oldSystem", part: "system" },
  { variable: "POSTERN_OLD_LINKS_SECRET", option: "oldLinks", part: "secret" },
  { variable: "POSTERN_OLD_LINKS_SALT", option: "oldLinks", part: "salt" },
  { variable: "POSTERN_OLD_LINKS_PATH", option: "oldLinks", part: "path" },
  { variable: "POSTERN_OLD_LINKS_DERIVATION", option: "oldLinks", part: "derivation" },
  { variable: "POSTERN_OLD_LINKS_DIGEST", option: "oldLinks", part: "digest" },
  { variable: "POSTERN_OLD_LINKS_MAX_AGE", option: "oldLinks", part: "maxAge" },
] as const;
