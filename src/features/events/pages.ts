// The page of the console for events: who is told of them, and what became of each. Never a secret, and no more of the URL of
// a webhook than its host, because some services have their secret in it.

import type { WordsOf } from "../../domain/catalogue.ts";
import type { Language } from "../../domain/language.ts";
import { hasRole } from "../../domain/role.ts";
import type { User } from "../../domain/user.ts";
import type { PageContent } from "../../http/answer.ts";
import type {
  Delivery,
  DeliveryFilter,
  Receiver,
  ReceiverHealth,
} from "../../ports/event-store.ts";
import { filterForm, briefly } from "../../ui/console.ts";
import { link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { olderLinks } from "../../ui/paging.ts";
import { selectField } from "../../ui/select.ts";
import { table } from "../../ui/table.ts";
import { copy } from "./copy.ts";

export const PATH = "/admin/events";

export const FILTERS = [
  "waiting",
  "delivered",
  "dead",
  "missed",
] as const satisfies readonly DeliveryFilter[];

/** The filters that the URL sets, as they were typed. */
export type EventFilters = { readonly state: string; readonly receiver: string };

export type Told = Receiver & ReceiverHealth;

export type EventsPage = {
  readonly receivers: readonly Told[];
  readonly deliveries: readonly Delivery[];
  readonly filters: EventFilters;
  readonly newest: string | null;
  readonly older: string | null;
  readonly viewer: Pick<User, "roles">;
};

type Words = WordsOf<typeof copy>["pages"];

export function eventsPage(language: Language, shown: EventsPage): PageContent {
  const words = language.words(copy).pages;
  const { receivers, deliveries, older, viewer } = shown;
  const names = new Map(receivers.map(({ id, name }) => [id, name]));
  const heads = [words.event, words.user, words.receiver, words.state, words.said];
  return {
    title: words.title,
    body: html`<h2>${words.receivers}</h2>
      ${
        receivers.length === 0
          ? html`<p>${words.noReceivers}</p>`
          : table(
              language,
              [words.receiver, words.types, words.state],
              receivers.map((each) => receiverRow(language, each, viewer)),
            )
      }
      <h2>${words.deliveries}</h2>
      ${filterForm({ action: PATH, button: words.filter, fields: fieldsOf(language, shown) })}
      ${
        deliveries.length === 0
          ? html`<p>${older === null ? words.none : words.noneYet}</p>`
          : table(
              language,
              heads,
              deliveries.map((each) => deliveryRow(language, each, { names, viewer })),
            )
      }
      ${olderLinks(language, shown)}`,
  };
}

type Cells = readonly (string | Markup)[];

function receiverRow(language: Language, receiver: Told, viewer: EventsPage["viewer"]): Cells {
  const words = language.words(copy).pages;
  const { id, name, kind, types, offOn } = receiver;
  const act =
    kind === "webhook" && hasRole(viewer, "admin")
      ? html`<br />${linkFor(
            `/admin/webhooks/${id}/${offOn === null ? "off" : "on"}`,
            offOn === null ? words.switchOff : words.switchOn,
            name,
          )}`
      : "";
  return [
    html`${link(`${PATH}?receiver=${encodeURIComponent(name)}`, name)}<br />${kindOf(words, receiver)}`,
    types === "*" ? words.all : types.join(", "),
    html`${healthOf(language, receiver)}${act}`,
  ];
}

const kindOf = ({ kinds }: Words, { url }: Told): string =>
  url === null ? kinds.handler : kinds.webhook({ host: new URL(url).host });

function healthOf(language: Language, { offOn, offWhy, failingSince }: Told): string {
  const words = language.words(copy).pages;
  if (offOn !== null) {
    const whys: Readonly<Record<string, string>> = words.offWhy;
    const off = words.off({ since: language.time(offOn) });
    return `${off}: ${whys[offWhy ?? ""] ?? words.offWhy.operator}`;
  }
  return failingSince === null ? words.on : words.failing({ since: language.time(failingSince) });
}

function deliveryRow(
  language: Language,
  { id, event, receiverId, state, attempts, dueOn, answer }: Delivery,
  { names, viewer }: { names: ReadonlyMap<string, string>; viewer: EventsPage["viewer"] },
): Cells {
  const words = language.words(copy).pages;
  const { user } = event;
  const isLost = state === "dead" || state === "missed";
  const said =
    state === "retry"
      ? words.states.retry({ time: dueOn === null ? "" : language.time(dueOn) })
      : words.states[state];
  const again = isLost && hasRole(viewer, "support");
  return [
    html`${event.type}<br />${language.time(event.occurredOn)}`,
    user === null ? "" : link(`/admin/users/${user.id}`, user.email ?? user.id),
    names.get(receiverId) ?? "",
    html`${said}, ${words.tries({ count: attempts })}`,
    html`${briefly(answer ?? "", 80)}
    ${again ? html`<br />${linkFor(`${PATH}/${id}/retry`, words.retry.button, event.type)}` : ""}`,
  ];
}

/** The same text in every row; what it is about is heard, not seen. */
const linkFor = (href: string, text: string, about: string): Markup =>
  html`<a href="${href}">${text}<span class="visually-hidden"> ${about}</span></a>`;

function fieldsOf(language: Language, { filters, receivers }: EventsPage): readonly Markup[] {
  const words = language.words(copy).pages;
  const any = { value: "", text: words.any };
  return [
    selectField(language, {
      name: "state",
      label: words.state,
      selected: filters.state,
      options: [any, ...FILTERS.map((value) => ({ value, text: words.filters[value] }))],
    }),
    selectField(language, {
      name: "receiver",
      label: words.receiver,
      selected: filters.receiver,
      options: [any, ...receivers.map(({ name }) => ({ value: name, text: name }))],
    }),
  ];
}
