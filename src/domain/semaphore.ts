// Limits how many asynchronous operations run at once. The others wait in the order in which they came.

/** Runs an operation as soon as fewer than the limit are running. */
export type Semaphore = <Value>(act: () => Promise<Value>) => Promise<Value>;

/** Lets `atOnce` operations run at the same time; 1 makes it a mutex. */
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
