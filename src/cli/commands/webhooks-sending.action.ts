// `postern webhooks test` and `rotate`: what needs the secrets of an endpoint.

import { webhookKeys } from "../../adapters/webhook-keys.ts";
import { webhookSender } from "../../adapters/webhook-sender.ts";
import { OVERLAP } from "../../domain/webhook.ts";
import { rotateSecret } from "../../features/webhooks/endpoints.ts";
import { ping } from "../../features/webhooks/webhooks.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { facts, oneLine, print, printJson, say } from "../output.ts";
import { english } from "../../domain/language.ts";
import { ownKeys } from "../own-keys.ts";
import { withDatabase } from "../with-database.ts";
import { theWebhook } from "./webhooks.action.ts";

/** Sends a ping from here, and fails if the receiver does not accept it. */
export const testEndpoint = (name: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { context } = opened;
    const webhook = await theWebhook(opened, name);
    const keys = await ownKeys(
      globals,
      "Webhooks are signed with secrets that the server's keys open",
    );
    const answer = await ping(
      {
        ...context,
        webhookKeys: webhookKeys(keys, context.random),
        webhookSender: webhookSender(context.settings.webhooks),
      },
      webhook,
    );
    const words = oneLine(answer.answer, 200);
    if (!answer.ok)
      throw new Refused("not-accepted", `${webhook.name} did not accept it: ${words}`);
    if (globals.json) printJson({ accepted: true, answer: words });
    else print(`${webhook.name} accepted it: ${words}`);
  });

/** Prints the new secret, which nothing prints again. */
export const rotateEndpoint = (name: string, keep = OVERLAP, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { context, actor } = opened;
    const webhook = await theWebhook(opened, name);
    const keys = await ownKeys(globals, "The secret is kept encrypted with the server's keys");
    const secret = await rotateSecret(
      { ...context, webhookKeys: webhookKeys(keys, context.random) },
      { actor },
      webhook,
      keep,
    );
    if (globals.json) return printJson({ name: webhook.name, secret });
    print(facts([["secret", secret ?? "–"]]));
    say(
      keep === 0
        ? "The old secret signs nothing any more. Give this one to the receiver now: it is not shown again."
        : `Give it to the receiver within ${english.duration(keep)}, while both sign each request. It is not shown again.`,
    );
  });
