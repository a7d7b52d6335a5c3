/** Fails the history: a promise was broken. */
export function assertInvariant(held: boolean, promise: string): asserts held {
  if (!held) throw new Error(promise);
}
