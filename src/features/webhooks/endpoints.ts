// What operators do with endpoints: add, rotate, switch, remove.

import type { EventTypes } from "../../domain/event.ts";
import { timeOrderedId } from "../../domain/id.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import type { Resealed } from "../../domain/sealed.ts";
import type { Duration } from "../../domain/time.ts";
import { isWebhookName } from "../../domain/webhook.ts";
import { parseWebhookUrl, type UrlRefusal } from "../../domain/webhook-url.ts";
import type { Uses } from "../../ports/context.ts";
import type { Receiver, ReceiverHealth } from "../../ports/event-store.ts";

/** Who acts, and why, as it is written to the audit log. */
type Acting = { readonly actor: string; readonly reason?: string | undefined };

/** An endpoint, and how it does. */
export type Webhook = Receiver & ReceiverHealth & { readonly url: string };

type NewWebhook = {
  readonly url: string;
  readonly types: EventTypes;
  /** Default: the host of the URL. */
  readonly name?: string | undefined;
};

export type AddRefusal = UrlRefusal | "bad-name" | "name-taken";

/** Adds an endpoint. The secret is in the result, and nowhere else from then on. */
export async function addWebhook(
  {
    store,
    clock,
    random,
    settings,
    webhookKeys,
  }: Uses<"addWebhook", "clock" | "random" | "settings" | "webhookKeys">,
  { actor }: Acting,
  { url: given, types, name: chosen }: NewWebhook,
): Promise<Result<{ readonly name: string; readonly secret: string }, AddRefusal>> {
  const url = parseWebhookUrl(given, settings.webhooks);
  if (!url.ok) return url;
  const name = chosen ?? url.value.host;
  if (!isWebhookName(name)) return refused("bad-name");
  const now = clock.now();
  const id = timeOrderedId(random, now);
  const { secret, stored } = webhookKeys.make(id);
  const { href } = url.value;
  const added = await store.addWebhook({ id, name, url: href, types, secret: stored, actor, now });
  return added ? done({ name, secret }) : refused("name-taken");
}

const isWebhook = (receiver: Receiver & ReceiverHealth): receiver is Webhook =>
  receiver.kind === "webhook" && receiver.url !== null;

/** All endpoints, by name. */
export const listWebhooks = async ({ store }: Uses<"listReceivers">): Promise<readonly Webhook[]> =>
  (await store.listReceivers()).filter(isWebhook);

export const findWebhook = async (
  context: Uses<"listReceivers">,
  name: string,
): Promise<Webhook | undefined> =>
  (await listWebhooks(context)).find((each) => each.name === name || each.id === name);

/** Gives an endpoint a new secret; the old ones sign as well for as long as `keep` says. */
export async function rotateSecret(
  { store, clock, webhookKeys }: Uses<"rotateWebhook", "clock" | "webhookKeys">,
  { actor }: Acting,
  { id }: Pick<Webhook, "id">,
  keep: Duration,
): Promise<string | undefined> {
  const { secret, stored } = webhookKeys.make(id);
  const now = clock.now();
  const rotated = await store.rotateWebhook({ id, secret: stored, endsOn: now + keep, actor, now });
  return rotated ? secret : undefined;
}

/** Sends nothing to an endpoint from now on. What it misses is kept. */
export async function switchOff(
  { store, clock }: Uses<"switchWebhookOff", "clock">,
  { actor, reason }: Acting,
  { id }: Pick<Webhook, "id">,
): Promise<Result<null, "already-off">> {
  const act = { id, actor, reason, now: clock.now() };
  const isOff = await store.switchWebhookOff({ ...act, why: "operator" });
  return isOff ? done(null) : refused("already-off");
}

/** Sends to an endpoint again, and what it missed first if that is wanted. */
export async function switchOn(
  { store, clock }: Uses<"retryDeliveries" | "switchWebhookOn", "clock">,
  { actor, reason }: Acting,
  { id }: Pick<Webhook, "id">,
  { replay }: { readonly replay: boolean },
): Promise<Result<{ readonly replayed: number }, "already-on">> {
  const act = { actor, reason, now: clock.now() };
  // Before it is on, so that nothing new overtakes what is sent again.
  const missed = { ...act, receiverId: id, states: ["missed" as const] };
  const replayed = replay ? await store.retryDeliveries(missed) : 0;
  return (await store.switchWebhookOn({ ...act, id })) ? done({ replayed }) : refused("already-on");
}

/**
 * Seals each secret that an older key of the ring has sealed with the newest; `unopened` are endpoints. It can be run again,
 * and twice at once.
 */
export async function resealWebhooks({
  store,
  webhookKeys,
}: Uses<"listWebhookSecrets" | "replaceWebhookSecret", "webhookKeys">): Promise<Resealed> {
  const secrets = await store.listWebhookSecrets();
  const unopened: string[] = [];
  let resealed = 0;
  for (const from of secrets) {
    const to = webhookKeys.reseal(from);
    if (to === undefined) unopened.push(from.receiverId);
    else if (to !== "current" && (await store.replaceWebhookSecret({ from, to }))) resealed += 1;
  }
  return { seen: secrets.length, resealed, unopened };
}
