// A few at a time, in the order in which they came.

/** Does something as soon as there is a turn for it. */
export type Semaphore = <Value>(act: () => Promise<Value>) => Promise<Value>;

/** Lets `atOnce` acts go on at the same time. */
export function semaphore(atOnce: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  const take = (): Promise<void> | undefined => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
    return undefined;
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async (act) => {
    await take();
    try {
      return await act();
    } finally {
      leave();
    }
  };
}
