// Sends events to endpoints, and switches off those that accept nothing.

import type { HeardEvent } from "../../domain/event.ts";
import { timeOrderedId } from "../../domain/id.ts";
import type { Instant } from "../../domain/time.ts";
import {
  bodyOf,
  FAILING,
  FAILING_EVENTS,
  PING,
  type WebhookTrouble,
} from "../../domain/webhook.ts";
import type { Uses } from "../../ports/context.ts";
import type { ClaimedDelivery, ReceiverHealth } from "../../ports/event-store.ts";
import type { WebhookAnswer } from "../../ports/webhook-sender.ts";
import type { Webhook } from "./endpoints.ts";

type Sending = Uses<"webhookSecrets", "clock" | "webhookSender" | "webhookKeys">;

type Switching = Uses<"countFailing" | "switchWebhookOff", "clock" | "settings" | "log">;

type Endpoint = Pick<Webhook, "id" | "url">;

/** Sends an event to an endpoint once, signed with what is good now. Never rejects because of the receiver. */
async function sendWebhook(
  { store, clock, webhookSender, webhookKeys }: Sending,
  { id, url }: Endpoint,
  event: HeardEvent,
  signal?: AbortSignal,
): Promise<WebhookAnswer> {
  const now = clock.now();
  const secrets = await store.webhookSecrets({ id, now });
  const body = bodyOf(event);
  const headers = await webhookKeys.headersOf({ id: event.id, body, now, secrets });
  if (headers === undefined) {
    const answer = "not sent: none of its secrets can be opened with the keys of this site";
    return { ok: false, answer };
  }
  return webhookSender.send({ url, headers, body }, signal);
}

/** Sends claimed events, and does what follows from the answers. */
export const webhookCarrier = (context: Sending & Switching) => ({
  carry: (
    { receiver: { id, url }, event }: Pick<ClaimedDelivery, "receiver" | "event">,
    signal: AbortSignal,
  ): Promise<WebhookAnswer> => sendWebhook(context, { id, url: url ?? "" }, event, signal),
  async settled(
    { receiver }: Pick<ClaimedDelivery, "receiver">,
    answer: WebhookAnswer,
    { failingSince }: ReceiverHealth,
  ): Promise<void> {
    const now = context.clock.now();
    if (!answer.ok && answer.isGone === true) return switchOff(context, receiver, "gone", now);
    if (failingSince === null || failingSince > now - FAILING) return;
    if (await failsWhateverIsSent(context, receiver, failingSince)) {
      await switchOff(context, receiver, "failing", failingSince);
    }
  },
});

/** One event that an endpoint cannot digest switches nothing off: others must have failed as well. */
async function failsWhateverIsSent(
  { store }: Uses<"countFailing">,
  { id }: Pick<Webhook, "id">,
  since: Instant,
): Promise<boolean> {
  return (await store.countFailing({ id, since, most: FAILING_EVENTS })) >= FAILING_EVENTS;
}

/** Sends an event that tries the endpoint, and returns what it says. */
export const ping = (
  context: Sending & Pick<Parameters<typeof pingEvent>[0], "random">,
  endpoint: Endpoint,
): Promise<WebhookAnswer> => sendWebhook(context, endpoint, pingEvent(context));

const pingEvent = ({ random, clock }: Uses<never, "random" | "clock">): HeardEvent => {
  const now = clock.now();
  return {
    id: timeOrderedId(random, now),
    type: PING,
    occurredOn: now,
    user: null,
    data: {},
  };
};

/** Of several processes that notice, one tells the operator. */
async function switchOff(
  { store, clock, settings, log }: Switching,
  { id, name }: Pick<Webhook, "id" | "name">,
  why: WebhookTrouble["why"],
  since: Instant,
): Promise<void> {
  const { operator } = settings;
  const trouble = { operator, since };
  const off = { id, why, trouble, actor: "system", now: clock.now() };
  if (await store.switchWebhookOff(off)) log.error("webhook-off", new Error(why), { name });
}
