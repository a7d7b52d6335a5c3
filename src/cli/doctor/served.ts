// Whether anything is sent from this database: not from a copy of a site, and not while an operator holds it.

import { maySendFrom, RELEASE_HELP } from "../../domain/served.ts";
import type { Store } from "../../ports/store.ts";
import { oneLine, shortTime } from "../output.ts";
import { problem, warning, type Finding } from "./finding.ts";

/** What keeps mails and events back; undefined if nothing does, or if the base URL cannot be used. */
export async function checkServed(
  store: Pick<Store, "listReleased">,
  baseUrl: string | undefined,
): Promise<readonly Finding[] | undefined> {
  const released = await store.listReleased();
  if (baseUrl === undefined || maySendFrom(released, baseUrl)) return undefined;
  const seen = `this database last served ${released.join(" and ")}; under ${baseUrl} it sends no mails and events`;
  return [problem("outbox", seen, RELEASE_HELP)];
}

/** Whether an operator holds mails and events, who and why. */
export async function checkHold(store: Pick<Store, "outboxStatus">): Promise<readonly Finding[]> {
  const { heldBy } = await store.outboxStatus();
  if (heldBy === null) return [];
  const { actor, since, reason } = heldBy;
  const seen = `mails and events are held by ${actor} since ${shortTime(since)} (UTC): ${oneLine(reason)}`;
  return [warning("outbox", seen, "Once the reason no longer applies: postern mail release")];
}
