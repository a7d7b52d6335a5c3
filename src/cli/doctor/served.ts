// Whether the database belongs to this site. A copy sends nothing.

import { maySendFrom } from "../../domain/served.ts";
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
  const mend =
    "If it is a copy: postern mail release --cancel. If the site has moved: postern mail release --send";
  return [problem("outbox", seen, mend)];
}
