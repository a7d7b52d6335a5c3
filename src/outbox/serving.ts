// Sends nothing from a copy: a database that last served another base URL waits for an operator.

import { RELEASE_HELP } from "../domain/served.ts";
import { seconds, type Duration } from "../domain/time.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { ServedStore } from "../ports/served-store.ts";
import type { Serving } from "../ports/serving.ts";

/** A process that may not send asks this often whether it may now. */
const ASK_EVERY: Duration = seconds(10);

type Asking = {
  readonly store: Pick<ServedStore, "serve">;
  readonly clock: Clock;
  readonly log: Log;
};

/** What a process under this base URL may do. */
export function servingFrom(baseUrl: string, { store, clock, log }: Asking): Serving {
  let state: "unknown" | "held" | "sends" = "unknown";
  let askOn = -Infinity;
  return {
    isHeld: () => state === "held",
    async maySend() {
      const now = clock.now();
      if (state === "sends" || now < askOn) return state === "sends";
      const { maySend, released } = await store.serve({ baseUrl, now });
      if (!maySend) {
        if (state === "unknown")
          log.warn("sending-held", { baseUrl, released: released.join(" "), fix: FIX });
        state = "held";
        askOn = now + ASK_EVERY;
        return false;
      }
      if (state === "held") log.info("sending-released", { baseUrl });
      state = "sends";
      return true;
    },
  };
}

const FIX = `This database last served another base URL. ${RELEASE_HELP}`;
