// `postern events …`: what receivers were told, what they were not, and why.

import { jsonText } from "../../domain/json-text.ts";
import { retryEvents } from "../../features/events/events.ts";
import type { EventStore } from "../../ports/event-store.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import {
  deliveryJson,
  deliveryTable,
  namesOf,
  receiverJson,
  receiverTable,
} from "../event-words.ts";
import { STATES } from "../event-states.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, facts, iso, print, printJson, say, shortTime } from "../output.ts";
import { theUser } from "../the-user.ts";
import { ID } from "./words.ts";
import type { ListFlags, RetryFlags } from "./events.ts";

/** Prints a page of the deliveries, newest first. */
export const listEvents = (flags: ListFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context }) => {
    const { store } = context;
    const { state, receiver, user, limit, after } = flags;
    const listed = await store.listDeliveries({
      states: state && STATES[state],
      receiverId: await idOf(store, receiver),
      userId: await userIdOf(context, user),
      limit,
      after,
    });
    const names = await namesOf(store);
    if (globals.json) return printJson({ events: listed.map((each) => deliveryJson(each, names)) });
    if (listed.length === 0) return say("There are no such events.");
    print(deliveryTable(listed, names));
    if (listed.length === limit) say(`More: --after ${listed.at(-1)?.id ?? ""}`);
  });

/** As many receivers as an event is shown with. */
const RECEIVERS = 1_000;

/** Prints one event, and what became of it. */
export const showEvent = (id: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context: { store } }) => {
    const deliveries = await store.listDeliveries({ eventId: id, limit: RECEIVERS });
    const event = deliveries[0]?.event;
    if (event === undefined) throw noSuchEvent(id);
    const names = await namesOf(store);
    if (globals.json) {
      const told = deliveries.map((each) => deliveryJson(each, names));
      return printJson({
        event: { ...event, occurredOn: iso(event.occurredOn) },
        deliveries: told,
      });
    }
    print(
      facts([
        ["id", event.id],
        ["type", event.type],
        ["happened", shortTime(event.occurredOn)],
        ["user", event.user?.id ?? "–"],
        ["address", event.user?.email ?? "–"],
        ["data", jsonText(event.data)],
      ]),
    );
    print(`\n${deliveryTable(deliveries, names)}`);
    if (deliveries.some(({ state }) => state === "dead" || state === "missed")) {
      say(`Tell it again: postern events retry ${id}`);
    }
  });

/** Makes dead events due again. */
export const retry = (
  ids: readonly string[],
  { receiver }: RetryFlags,
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, actor }) => {
    const receiverId = await idOf(context.store, receiver);
    const queries =
      ids.length === 0 ? [{ states: STATES.dead }] : ids.map((eventId) => ({ eventId }));
    let retried = 0;
    for (const query of queries) {
      const some = await retryEvents(context, { actor }, { ...query, receiverId });
      if (some === 0 && "eventId" in query) {
        throw new Refused(
          "not-dead",
          `Only a dead event can be told again; see: postern events show ${query.eventId}`,
        );
      }
      retried += some;
    }
    if (globals.json) printJson({ retried });
    else print(`${count(retried, "dead event")} will be told again.`);
  });

/** Prints everybody who is told of events. */
export const listReceivers = (globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context: { store } }) => {
    const receivers = await store.listReceivers();
    if (globals.json) return printJson({ receivers: receivers.map(receiverJson) });
    if (receivers.length === 0) return say("Nobody is told of events.");
    print(receiverTable(receivers));
  });

/** A user who is gone is still named by their id. */
const userIdOf = async (
  context: CommandContext["context"],
  user: string | undefined,
): Promise<string | undefined> =>
  user === undefined || ID.test(user) ? user : (await theUser({ context }, user)).id;

async function idOf(
  store: Pick<EventStore, "listReceivers">,
  name: string | undefined,
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const found = (await store.listReceivers()).find((each) => each.name === name);
  if (found !== undefined) return found.id;
  throw new Refused(
    "not-found",
    `There is no receiver ${name}. List them with: postern events receivers`,
  );
}

const noSuchEvent = (id: string): Refused =>
  new Refused("not-found", `There is no event ${id}. List them with: postern events list`);
