// Events and their receivers on the terminal: in a table, and as JSON.

import type { Delivery, EventStore, Receiver, ReceiverHealth } from "../ports/event-store.ts";
import { iso, oneLine, shortTime, table } from "./output.ts";

type Names = ReadonlyMap<string, string>;

/** The names of receivers, by their ids. */
export const namesOf = async (store: Pick<EventStore, "listReceivers">): Promise<Names> =>
  new Map((await store.listReceivers()).map(({ id, name }) => [id, name]));

const nameOf = ({ receiverId }: Delivery, names: Names): string => names.get(receiverId) ?? "–";

/** Deliveries as a table, one per line. */
export const deliveryTable = (deliveries: readonly Delivery[], names: Names): string =>
  table(
    [
      { title: "event", style: "dim" },
      { title: "happened (UTC)" },
      { title: "type" },
      { title: "user" },
      { title: "receiver" },
      { title: "state" },
      { title: "tries", right: true },
      { title: "answer" },
    ],
    deliveries.map((delivery) => [
      delivery.event.id,
      shortTime(delivery.event.occurredOn),
      delivery.event.type,
      delivery.event.user?.email ?? delivery.event.user?.id ?? "–",
      nameOf(delivery, names),
      delivery.state,
      `${delivery.attempts}`,
      oneLine(delivery.answer),
    ]),
  );

export const deliveryJson = ({ event, receiverId, ...delivery }: Delivery, names: Names) => ({
  ...delivery,
  receiver: names.get(receiverId) ?? null,
  event: { ...event, occurredOn: iso(event.occurredOn) },
  dueOn: iso(delivery.dueOn),
  endedOn: iso(delivery.endedOn),
});

type Told = Receiver & ReceiverHealth;

/** Receivers as a table, one per line. */
export const receiverTable = (receivers: readonly Told[]): string =>
  table(
    [
      { title: "name" },
      { title: "kind" },
      { title: "events" },
      { title: "since (UTC)" },
      { title: "state" },
    ],
    receivers.map((each) => [
      each.name,
      each.kind,
      each.types === "*" ? "all" : each.types.join(", "),
      shortTime(each.createdOn),
      stateOf(each),
    ]),
  );

function stateOf({ offOn, offWhy, failingSince }: Told): string {
  if (offOn !== null) return `off since ${shortTime(offOn)}: ${offWhy ?? "by an operator"}`;
  return failingSince === null ? "ok" : `fails since ${shortTime(failingSince)}`;
}

export const receiverJson = (receiver: Told) => ({
  ...receiver,
  createdOn: iso(receiver.createdOn),
  seenOn: iso(receiver.seenOn),
  offOn: iso(receiver.offOn),
  failingSince: iso(receiver.failingSince),
  toldOn: iso(receiver.toldOn),
});
