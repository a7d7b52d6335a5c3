// Whether those who are told of events can be told.

import type { Receiver } from "../../ports/event-store.ts";
import type { Store } from "../../ports/store.ts";
import { count, shortTime } from "../output.ts";
import { ok, warning, type Finding } from "./finding.ts";

/** What could not be told, and to whom. Nothing where nobody listens. */
export async function checkEvents(
  store: Pick<Store, "listReceivers" | "countDead">,
): Promise<readonly Finding[]> {
  const receivers = await store.listReceivers();
  if (receivers.length === 0) return [];
  const found = [
    ...(await checkDead(store)),
    ...receivers.flatMap(checkOff),
    ...receivers.flatMap(({ kind, name, failingSince, offOn }) =>
      failingSince === null || offOn !== null
        ? []
        : [
            warning(
              "events",
              `no event could be told to the ${kind} ${name} since ${shortTime(failingSince)}`,
              `See its answers: postern events list --receiver ${name}`,
            ),
          ],
    ),
  ];
  return found.length > 0
    ? found
    : [ok("events", `told to ${count(receivers.length, "receiver")}`)];
}

/** An operator who switched a webhook off knows it. */
function checkOff({ kind, name, offOn, offWhy }: Receiver): readonly Finding[] {
  if (kind !== "webhook" || offOn === null || offWhy === "operator") return [];
  const seen = `the webhook ${name} was switched off on ${shortTime(offOn)}, because it accepted nothing`;
  return [warning("events", seen, `Once its receiver works: postern webhooks on ${name} --replay`)];
}

async function checkDead(store: Pick<Store, "countDead">): Promise<readonly Finding[]> {
  const dead = await store.countDead();
  if (dead === 0) return [];
  const mend =
    "See why: postern events list --state dead. Once that is fixed: postern events retry --dead";
  return [
    warning(
      "events",
      `${count(dead, "event")} could not be told, and ${dead === 1 ? "is" : "are"} not tried any more`,
      mend,
    ),
  ];
}
