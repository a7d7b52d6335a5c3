import { hours } from "../../domain/time.ts";
import { FAILING, type WebhookTrouble } from "../../domain/webhook.ts";
import type { Feature } from "../../feature.ts";
import type { SampleVariables } from "../../ports/mail-variables.ts";
import { copy } from "./copy.ts";
import { webhookOffMail } from "./mail.ts";
import { webhookRoutes } from "./routes.ts";

function troubles({ causedOn }: SampleVariables) {
  const said = (trouble: WebhookTrouble) => ({ about: JSON.stringify(trouble) });
  return {
    usual: said({ name: "hooks.example", why: "failing", since: causedOn - FAILING }),
    gone: said({ name: "hooks.example", why: "gone", since: causedOn }),
  };
}

export const webhooks: Feature = {
  name: "webhooks",
  words: copy,
  routes: (context, web, site) => webhookRoutes({ context, web, site }),
  mails: { "webhook-off": { render: webhookOffMail, samples: troubles } },
  tasks: [
    {
      name: "forget",
      every: hours(1),
      async run({ store, clock }) {
        await store.purgeWebhookSecrets(clock.now());
      },
    },
  ],
};
