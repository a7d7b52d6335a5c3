// The handlers of this process: functions of the host that are told of events.

import type { EventType, EventTypes, HeardEvent } from "../domain/event.ts";
import { days, hours, type Duration, type Instant } from "../domain/time.ts";
import type { Uses } from "../ports/context.ts";
import type { Telling } from "../ports/events.ts";
import type { Carrier } from "./deliveries.ts";

type Handler = (event: HeardEvent, telling: Telling) => unknown;

/** A handler, the types that it is told of, and the name by which it is known over restarts. */
export type NamedHandler = {
  readonly name: string;
  readonly type: EventType;
  readonly handle: Handler;
};

export type Handlers = Carrier & {
  /** Throws if another one has the name. */
  add(handler: NamedHandler): void;
  names(): readonly string[];
  /** Whether there is one that the store does not know yet. */
  areNew(): boolean;
  /**
   * Makes sure that the store knows them: events are written for them from then on. Does so when there is a new one, and
   * once an hour.
   */
  keep(): Promise<void>;
  /** Those that no process has had for a week are told no more. Looks once an hour. */
  retire(): Promise<void>;
};

const HOURLY: Duration = hours(1);

/** A handler that no process has had for this long is retired. */
const FORGOTTEN_AFTER: Duration = days(7);

/** Handlers of which there is none yet. */
export function eventHandlers({
  store,
  clock,
  log,
}: Uses<"keepHandlers" | "retireHandlers", "clock" | "log">): Handlers {
  const known = new Map<string, NamedHandler>();
  const began = clock.now();
  let keeping: Promise<void> | undefined;
  let keptOn: Instant | undefined = began;
  let retiredOn = began - HOURLY;

  async function keepAll(): Promise<void> {
    const handlers = [...known.values()].map(({ name, type }) => ({ name, types: typesOf(type) }));
    const now = (keptOn = clock.now());
    try {
      for (const handler of await store.keepHandlers({ handlers, now }))
        log.error("handler-name-taken", new Error(takenBy(handler)), { handler });
    } catch (error) {
      keptOn = undefined;
      throw error;
    }
  }

  return {
    add(handler) {
      if (known.has(handler.name)) throw new Error(secondOf(handler));
      known.set(handler.name, handler);
      keptOn = undefined;
    },
    names: () => [...known.keys()],
    areNew: () => keptOn === undefined,
    async keep() {
      if (known.size === 0) return;
      if (keptOn !== undefined && clock.now() < keptOn + HOURLY) return;
      keeping ??= keepAll().finally(() => {
        keeping = undefined;
      });
      await keeping;
    },
    async retire() {
      const now = clock.now();
      if (now < retiredOn + HOURLY) return;
      retiredOn = now;
      const retired = await store.retireHandlers({ seenBefore: now - FORGOTTEN_AFTER, now });
      for (const receiver of retired) log.warn("handler-retired", { receiver });
    },
    async carry({ receiver, event, attempts: attempt }, signal) {
      await known.get(receiver.name)?.handle(event, { attempt, signal });
      return { ok: true, answer: "handled" };
    },
  };
}

const typesOf = (type: EventType): EventTypes => (type === "*" ? type : [type]);

const secondOf = ({ name, type }: NamedHandler): string =>
  `Two handlers have the name ${name}. Give this one another: on("${type}", handler, { name: "…" }).`;

const takenBy = (name: string): string =>
  `A webhook has the name ${name}, so the handler of this name is told nothing. Give it another: on(…, handler, { name: "…" }).`;
