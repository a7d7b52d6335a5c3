// `postern webhooks add|list|show|log|off|on|replay|remove`: what needs only the database and the keys.

import { webhookKeys } from "../../adapters/webhook-keys.ts";
import type { EventTypes } from "../../domain/event.ts";
import {
  addWebhook,
  findWebhook,
  listWebhooks,
  switchOff,
  switchOn,
  type Webhook,
} from "../../features/webhooks/endpoints.ts";
import { retryEvents } from "../../features/events/events.ts";
import { joined } from "../../features.ts";
import { STATES } from "../event-states.ts";
import { deliveryJson, deliveryTable } from "../event-words.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, facts, oneLine, print, printJson, say } from "../output.ts";
import { ownKeys } from "../own-keys.ts";
import { confirmed } from "../prompt.ts";
import { addWords, secretJson, webhookFacts, webhookJson, webhookTable } from "../webhook-words.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import type { DeliveryState } from "../../ports/event-store.ts";

export type AddFlags = { readonly name?: string; readonly events?: readonly string[] };

export type LogFlags = {
  readonly state?: keyof typeof STATES;
  readonly limit: number;
  readonly after?: string;
};

export type ReplayFlags = {
  readonly dead?: true;
  readonly since?: number;
  readonly delivered?: true;
  readonly event?: string;
};

const SHOWN = 10;

/** What a receiver did not get. */
const NOT_GOT: readonly DeliveryState[] = ["dead", "missed"];

/** The endpoint of a name, or a refusal that says where to find the names. */
export async function theWebhook({ context }: CommandContext, name: string): Promise<Webhook> {
  const found = await findWebhook(context, name);
  if (found !== undefined) return found;
  const words = `There is no webhook ${oneLine(name)}. List them with: postern webhooks list`;
  throw new Refused("not-found", words);
}

const namesOf = ({ id, name }: Webhook): ReadonlyMap<string, string> => new Map([[id, name]]);

/** Adds an endpoint, and prints its secret, which nothing prints again. */
export const addEndpoint = (url: string, flags: AddFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, config, actor }) => {
    const types = knownTypes(flags.events, Object.keys(joined(config.features).events));
    const keys = await ownKeys(globals, "The secret is kept encrypted with the server's keys");
    const added = await addWebhook(
      { ...context, webhookKeys: webhookKeys(keys, context.random) },
      { actor },
      { url, types, name: flags.name },
    );
    if (!added.ok) throw addWords(added.reason, url, flags.name);
    const { name, secret } = added.value;
    if (globals.json) return printJson({ name, secret });
    print(
      facts([
        ["name", name],
        ["secret", secret],
      ]),
    );
    say(
      `Give the secret to the receiver now: it is not shown again. Then try it: postern webhooks test ${name}`,
    );
  });

function knownTypes(asked: readonly string[] | undefined, known: readonly string[]): EventTypes {
  if (asked === undefined) return "*";
  const unknown = asked.filter((type) => !known.includes(type));
  if (unknown.length === 0 && asked.length > 0) return [...new Set(asked)];
  const words = `There is no event ${unknown.map((type) => oneLine(type)).join(", ") || "in --events"}. There are ${known.toSorted().join(", ")}.`;
  throw new Refused("unknown-event", words, exitCodes.usage);
}

/** Prints all endpoints. */
export const listEndpoints = (globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context }) => {
    const webhooks = await listWebhooks(context);
    if (globals.json) return printJson({ webhooks: webhooks.map(webhookJson) });
    if (webhooks.length === 0)
      return say("There are no webhooks. Add one: postern webhooks add URL");
    print(webhookTable(webhooks));
  });

/** Prints one endpoint and what it answered last. */
export const showEndpoint = (name: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { store, clock } = opened.context;
    const webhook = await theWebhook(opened, name);
    const secrets = await store.webhookSecrets({ id: webhook.id, now: clock.now() });
    const last = await store.listDeliveries({ receiverId: webhook.id, limit: SHOWN });
    if (globals.json) {
      return printJson({
        webhook: { ...webhookJson(webhook), secrets: secrets.map(secretJson) },
        events: last.map((each) => deliveryJson(each, namesOf(webhook))),
      });
    }
    print(facts(webhookFacts(webhook, secrets)));
    if (last.length > 0) print(`\n${deliveryTable(last, namesOf(webhook))}`);
    if (webhook.offOn !== null)
      say(`Switch it on again: postern webhooks on ${webhook.name} --replay`);
  });

/** Prints a page of what was sent. */
export const showLog = (
  name: string,
  { state, limit, after }: LogFlags,
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const webhook = await theWebhook(opened, name);
    const receiverId = webhook.id;
    const states = state && STATES[state];
    const found = await opened.context.store.listDeliveries({ receiverId, states, limit, after });
    if (globals.json)
      return printJson({ events: found.map((each) => deliveryJson(each, namesOf(webhook))) });
    if (found.length === 0) return say("There are no such events.");
    print(deliveryTable(found, namesOf(webhook)));
    if (found.length === limit) say(`More: --after ${found.at(-1)?.id ?? ""}`);
  });

/** Sends nothing from now on. */
export const switchEndpointOff = (name: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const webhook = await theWebhook(opened, name);
    const off = await switchOff(opened.context, opened, webhook);
    if (!off.ok) throw new Refused(off.reason, `The webhook ${webhook.name} is off already.`);
    if (globals.json) return printJson({ webhook: webhookJson(await theWebhook(opened, name)) });
    print(`The webhook ${webhook.name} is off. What it misses is kept for 30 days.`);
  });

/** Sends again, and what was missed first if that is wanted. */
export const switchEndpointOn = (
  name: string,
  { replay }: { readonly replay?: true },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const webhook = await theWebhook(opened, name);
    const on = await switchOn(opened.context, opened, webhook, { replay: replay === true });
    if (!on.ok) throw new Refused(on.reason, `The webhook ${webhook.name} is on already.`);
    const { replayed } = on.value;
    if (globals.json) {
      return printJson({ webhook: webhookJson(await theWebhook(opened, name)), replayed });
    }
    print(`The webhook ${webhook.name} is on. ${count(replayed, "missed event")} will be sent.`);
    if (!replay) say(`To send what it missed: postern webhooks replay ${webhook.name} --dead`);
  });

/** Makes deliveries due again. The server makes them. */
export const replayEndpoint = (
  name: string,
  { since, delivered, event }: ReplayFlags,
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const webhook = await theWebhook(opened, name);
    const replayed = await retryEvents(opened.context, opened, {
      receiverId: webhook.id,
      states: event !== undefined || delivered ? [...NOT_GOT, "delivered"] : NOT_GOT,
      eventId: event,
      since,
    });
    if (event !== undefined && replayed === 0) {
      const words = `The event ${event} was never for ${webhook.name}, or it is being sent: postern webhooks log ${webhook.name}`;
      throw new Refused("not-found", words);
    }
    if (globals.json) return printJson({ replayed });
    print(`${count(replayed, "event")} will be sent to ${webhook.name} again.`);
    if (webhook.offOn !== null) say(`It is off. First: postern webhooks on ${webhook.name}`);
  });

/** Removes an endpoint with everything. */
export const removeEndpoint = (
  name: string,
  { yes }: { readonly yes?: true },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const webhook = await theWebhook(opened, name);
    if (!yes) await confirmed(`Remove ${webhook.name}, and all that was to be sent to it?`);
    const { store, clock } = opened.context;
    await store.removeWebhook({ id: webhook.id, actor: opened.actor, now: clock.now() });
    if (globals.json) return printJson({ removed: webhook.name });
    print(`The webhook ${webhook.name} is removed.`);
  });
