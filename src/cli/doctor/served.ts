// Whether the database belongs to this site. A copy sends nothing.

import { maySendFrom, RELEASE_HELP } from "../../domain/served.ts";
import type { ServedStore } from "../../ports/served-store.ts";
import { problem, type Finding } from "./finding.ts";

/** What keeps mails and events back; undefined if nothing does, or if the base URL cannot be used. */
export async function checkServed(
  store: Pick<ServedStore, "listReleased">,
  baseUrl: string | undefined,
): Promise<readonly Finding[] | undefined> {
  const released = await store.listReleased();
  if (baseUrl === undefined || maySendFrom(released, baseUrl)) return undefined;
  const seen = `this database last served ${released.join(" and ")}; under ${baseUrl} it sends no mails and events`;
  return [problem("outbox", seen, RELEASE_HELP)];
}
