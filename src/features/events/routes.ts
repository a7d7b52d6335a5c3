// Events in the console, and telling one again.

import { cursorOf, parseCursor, ROWS_ON_A_PAGE, pathWith } from "../../domain/page.ts";
import { done, refused } from "../../domain/result.ts";
import { iso, shows, type JsonBody } from "../../http/answer.ts";
import { consoleAct } from "../../http/console-act.ts";
import { consolePage } from "../../http/console-page.ts";
import type { Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import type { Delivery } from "../../ports/event-store.ts";
import { copy } from "./copy.ts";
import { retryEvents } from "./events.ts";
import { eventsPage, FILTERS, PATH, type Told } from "./pages.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

export const eventRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: PATH,
    role: "viewer",
    async show({ language, query, current }) {
      const { context, web } = tools;
      const filters = { state: query["state"] ?? "", receiver: query["receiver"] ?? "" };
      const after = parseCursor(query["after"] ?? "");
      const receivers = await context.store.listReceivers();
      const { rows: deliveries, next } = await context.store.browseDeliveries({
        filter: FILTERS.find((each) => each === filters.state) ?? "all",
        receiverId: filters.receiver === "" ? undefined : idOf(receivers, filters.receiver),
        limit: ROWS_ON_A_PAGE,
        after,
      });
      const older = next && pathWith(PATH, { ...filters, after: cursorOf(next) });
      const newest = after === undefined ? null : pathWith(PATH, filters);
      const list = { receivers, deliveries, filters, newest, older };
      return shows(eventsPage(language, { ...list, viewer: current.user }), {
        receivers: receivers.map(receiverJson),
        events: deliveries.map((each) => deliveryJson(each, receivers)),
        next: older && web.paths.at(older),
      });
    },
  }),
  ...retryRoutes(tools),
];

/** A name that no receiver has finds nothing. */
const idOf = (receivers: readonly Told[], name: string): string =>
  receivers.find((each) => each.name === name)?.id ?? name;

const receiverJson = ({ url, ...receiver }: Told): JsonBody => ({
  ...receiver,
  host: url === null ? null : new URL(url).host,
  createdOn: iso(receiver.createdOn),
  seenOn: iso(receiver.seenOn),
  offOn: iso(receiver.offOn),
  failingSince: iso(receiver.failingSince),
  toldOn: iso(receiver.toldOn),
});

const deliveryJson = (
  { id, receiverId, event, state, attempts, dueOn, answer, endedOn }: Delivery,
  receivers: readonly Told[],
): JsonBody => ({
  id,
  receiver: receivers.find((each) => each.id === receiverId)?.name ?? null,
  event: event.id,
  type: event.type,
  occurredOn: iso(event.occurredOn),
  user: event.user?.id ?? null,
  state,
  attempts,
  dueOn: iso(dueOn),
  answer,
  endedOn: iso(endedOn),
});

type Found = Delivery & { readonly receiver: string };

const retryRoutes = (tools: Tools): readonly Route[] => {
  const { context } = tools;
  return consoleAct<Found>(tools, {
    path: `${PATH}/:id/retry`,
    role: "support",
    under: PATH,
    light: true,
    notice: "staff-acted",
    async find({ params }) {
      const delivery = await context.store.findDelivery(params["id"] ?? "");
      const receivers = delivery === undefined ? [] : await context.store.listReceivers();
      const receiver = receivers.find(({ id }) => id === delivery?.receiverId)?.name ?? "";
      return delivery && { ...delivery, receiver };
    },
    says: (language, { receiver, event: { type } }) => {
      const { title, text, button } = language.words(copy).pages.retry;
      return { title: title({ receiver, type }), text, button };
    },
    back: () => PATH,
    async perform({ id }, acting) {
      const retried = await retryEvents(context, acting, { id });
      return retried === 0 ? refused("not-dead") : done(retried);
    },
    refusal: (language) => ({ message: language.words(copy).pages.over }),
  });
};
