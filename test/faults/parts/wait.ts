// Waiting in real time, which only faults need, because real processes have their own clocks.

export const aWhile = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Checks again and again until it is so; fails with a message if it is not so in time. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { within = 30_000, every = 25 }: { readonly within?: number; readonly every?: number } = {},
): Promise<void> {
  const end = performance.now() + within;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited ${within} ms in vain until ${what}.`);
    await aWhile(every);
  }
}

/** A random number from `from` up to `to`. */
export const between = (from: number, to: number): number => from + Math.random() * (to - from);
