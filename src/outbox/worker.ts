// The work of a running process on rows that wait: every change wakes it, and it also looks regularly.

import { seconds, type Duration } from "../domain/time.ts";
import type { Log } from "../ports/log.ts";

export type Worker = {
  /** Something may have become due: look in a moment, together with others who say so. */
  wake(): void;
  /** Claims nothing more, gives back what was not started, and resolves when the rest is done. */
  stop(): Promise<void>;
};

/** What is claimed, and what is done with it. */
export type Job<Item> = {
  /** Claims up to so many. */
  claim(count: number): Promise<readonly Item[]>;
  /** Begins at once, and never rejects. */
  act(item: Item, working: Working): Promise<void>;
  /** The name of the line in the log when nothing can be claimed. */
  readonly failed: string;
  /** How many are worked on at once. @default 20 */
  readonly atOnce?: number;
};

export type Working = {
  readonly isStopping: () => boolean;
  /**
   * Gives its place to the next one before it has ended, when only its result is left to record: then the claim of the next
   * one can share its commit.
   */
  readonly leave: () => void;
};

/** How many are worked on at once. */
export const MAX_IN_FLIGHT = 20;

/** So large a part of all is claimed at a time, because every claim is a write. */
const HANDFUL = 1 / 4;

/** Other processes may add rows too, so a worker looks this often in any case. */
const LOOK_EVERY: Duration = seconds(1);

/** Looking is a write, so what a busy site adds within this time is claimed together. Nobody notices such a delay. */
const GATHERS: Duration = 50;

/** Starts working, and continues until it is stopped. */
export function startWorker<Item>(
  { claim, act, failed, atOnce = MAX_IN_FLIGHT }: Job<Item>,
  log: Log,
): Worker {
  const places = placesFor<Item>(atOnce);
  let stopped = false;
  let wanted = true;
  let looking: Promise<void> | undefined;
  let gathering: NodeJS.Timeout | undefined;

  async function claimWhatFits(): Promise<void> {
    // Others may end in this moment, too.
    await Promise.resolve();
    try {
      while (wanted && !stopped && places.room() >= atOnce * HANDFUL) {
        wanted = false;
        const count = places.room();
        const claimed = await claim(count);
        for (const item of claimed) {
          places.take(item, (leave) => act(item, { isStopping: () => stopped, leave }), look);
        }
        if (claimed.length === count) wanted = true;
      }
    } catch (error) {
      log.error(failed, error);
    }
    // At once: whoever ends from now on has to look anew.
    looking = undefined;
  }

  function look(): void {
    clearTimeout(gathering);
    gathering = undefined;
    wanted = true;
    if (!stopped) looking ??= claimWhatFits();
  }

  const timer = setInterval(look, LOOK_EVERY).unref();
  look();
  return {
    wake() {
      gathering ??= setTimeout(look, GATHERS).unref();
    },
    async stop() {
      stopped = true;
      clearTimeout(gathering);
      clearInterval(timer);
      await looking;
      await places.ended();
    },
  };
}

/** Each has a place until it leaves or ends. */
function placesFor<Item>(atOnce: number) {
  const taken = new Set<Item>();
  const inHand = new Set<Promise<void>>();
  return {
    /** While results cannot be recorded, no more than as many again have a place. */
    room: () => Math.min(atOnce - taken.size, 2 * atOnce - inHand.size),
    take(item: Item, act: (leave: () => void) => Promise<void>, look: () => void): void {
      taken.add(item);
      const leave = (): void => {
        if (taken.delete(item)) look();
      };
      const acting = act(leave).then(() => {
        inHand.delete(acting);
        taken.delete(item);
        look();
      });
      inHand.add(acting);
    },
    ended: () => Promise.all(inHand),
  };
}
