// What a site sent to mailboxes that never confirmed, hour by hour, so that a bombing is seen at a glance.

import {
  firstContactState,
  type FirstContactRules,
  type FirstContactState,
} from "../domain/first-contacts.ts";
import { hours, type Instant } from "../domain/time.ts";
import type {
  FirstContactHour,
  FirstContactNetwork,
  FirstContactReport,
} from "../ports/first-contact-store.ts";
import { csv } from "../domain/csv.ts";
import { count, iso, shortTime, table } from "./output.ts";

const WIDTH = 40;

/** Every hour from the first one that is told of to now: one without anything is news, too. */
export function withoutGaps(
  found: readonly FirstContactHour[],
  now: Instant,
): readonly FirstContactHour[] {
  const first = found[0];
  if (first === undefined) return [];
  const length = Math.floor((now - first.startsOn) / hours(1)) + 1;
  return Array.from({ length }, (_, place) => {
    const startsOn = first.startsOn + place * hours(1);
    const nothing = { startsOn, asked: 0, sent: 0, confirmed: 0, waiting: 0, withheld: 0 };
    return found.find((hour) => hour.startsOn === startsOn) ?? nothing;
  });
}

/** A line for each hour. The bar is as long as many registered or waited. */
export function firstContactTable({ hours: found }: FirstContactReport, now: Instant): string {
  const all = withoutGaps(found, now);
  const most = Math.max(1, ...all.map(lengthOf));
  const right = true as const;
  return table(
    [
      { title: "hour (UTC)", style: "cyan" },
      { title: "registered", right },
      { title: "sent", right },
      { title: "confirmed", right },
      { title: "waiting", right },
      { title: "withheld", right },
      { title: "" },
    ],
    all.map((hour) => [
      shortTime(hour.startsOn),
      ...[hour.asked, hour.sent, hour.confirmed, hour.waiting, hour.withheld].map((each) =>
        each.toLocaleString("en"),
      ),
      bar(hour, most),
    ]),
  );
}

export const FIRST_CONTACT_LEGEND =
  "first mails of an hour: █ confirmed  ▓ sent  ░ waiting, or registered and not mailed yet";

const lengthOf = ({ asked, sent, waiting }: FirstContactHour): number =>
  Math.max(asked, sent, waiting);

/** Cumulative, so that rounding makes no bar longer than another. */
function bar(hour: FirstContactHour, most: number): string {
  const ends = [Math.min(hour.confirmed, hour.sent), hour.sent, lengthOf(hour)].map((part) =>
    Math.round((part / most) * WIDTH),
  );
  return ["█", "▓", "░"]
    .map((sign, at) => sign.repeat(Math.max(0, (ends[at] ?? 0) - (ends[at - 1] ?? 0))))
    .join("");
}

/** The state of the site; null if its limits are off. */
export const stateOf = (
  rules: FirstContactRules | undefined,
  { credit }: FirstContactReport,
): FirstContactState | null =>
  rules === undefined || credit === null ? null : firstContactState(rules, credit);

/** The state of the site, in one line. */
export function stateWords(
  { credit, waiting }: FirstContactReport,
  state: FirstContactState | null,
): string {
  if (state === null || credit === null) return "not limited, because the limits are off";
  const held =
    waiting === 0
      ? "nothing waits"
      : `${count(waiting, "mail")} ${waiting === 1 ? "waits" : "wait"}`;
  return `${WORDS[state]}, ${count(credit, "mail")} to strangers left; ${held}`;
}

const WORDS = {
  calm: "calm",
  alert: "alert, forms ask for a proof of work",
  holding: "holding, new mails to strangers have to wait",
} as const;

export const firstContactJson = (
  { credit, waiting, hours: found }: FirstContactReport,
  state: FirstContactState | null,
) => ({
  state,
  credit,
  waiting,
  hours: found.map((hour) => ({ ...hour, startsOn: iso(hour.startsOn) })),
});

export const firstContactCsv = ({ hours: found }: FirstContactReport): string =>
  csv(
    ["hour", "registered", "sent", "confirmed", "waiting", "withheld"],
    found.map((hour) => [
      iso(hour.startsOn),
      hour.asked,
      hour.sent,
      hour.confirmed,
      hour.waiting,
      hour.withheld,
    ]),
  );

/** A line for each network. */
export const networkTable = (networks: readonly FirstContactNetwork[]): string =>
  table(
    [
      { title: "network", style: "cyan" },
      { title: "registered", right: true },
      { title: "confirmed", right: true },
      { title: "credit", right: true },
    ],
    networks.map(({ network, asked, confirmed, credit }) => [
      network,
      asked.toLocaleString("en"),
      confirmed.toLocaleString("en"),
      credit === null ? "–" : credit.toLocaleString("en"),
    ]),
  );

export const NETWORK_LEGEND =
  "credit: mails to its people that are sent at once while others wait; – if nobody has confirmed there";

export const networkCsv = (networks: readonly FirstContactNetwork[]): string =>
  csv(
    ["network", "registered", "confirmed", "credit"],
    networks.map(({ network, asked, confirmed, credit }) => [
      network,
      asked,
      confirmed,
      credit ?? "",
    ]),
  );
