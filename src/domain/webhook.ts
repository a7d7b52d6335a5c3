// Webhooks: when an endpoint is switched off, and what its receivers are sent.

import type { HeardEvent } from "./event.ts";
import { days, hours, type Duration, type Instant } from "./time.ts";

/** Why nothing is sent to an endpoint: by an operator, because it said so, or because of nothing but failures. */
export type WebhookOff = "operator" | "gone" | "failing";

/** An endpoint that has accepted nothing for this long is switched off. */
export const FAILING: Duration = days(3);

/** One event that an endpoint cannot digest says nothing about the endpoint, and neither do two. */
export const FAILING_EVENTS = 3;

/** Both secrets sign for so long after a rotation, if the operator says nothing else. */
export const OVERLAP: Duration = hours(24);

/** What the operator is told about an endpoint that was switched off. */
export type WebhookTrouble = {
  readonly name: string;
  readonly why: Exclude<WebhookOff, "operator">;
  readonly since: Instant;
};

/** The type of the event that tries an endpoint. Nothing causes it but a command. */
export const PING = "webhook.ping";

/**
 * The body of a webhook, as Standard Webhooks recommends it: the type, when it happened, and the data. It is the same at
 * each try, except for the address of a user who was deleted in the meantime.
 */
export const bodyOf = ({ id, type, occurredOn, user, data }: HeardEvent): string =>
  JSON.stringify({
    id,
    type,
    timestamp: new Date(occurredOn).toISOString(),
    data: { ...data, user },
  });

/** The name of an endpoint, as operators type it. */
export const isWebhookName = (name: string): boolean => /^[a-z0-9][\w.:-]{0,63}$/i.test(name);
