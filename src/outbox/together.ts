// A pause at whose end all who wait go on together, so that what they write shares a commit.

import type { Duration } from "../domain/time.ts";

/** Resolves for all who ask within the given time of the first of them, at the same moment. */
export function together(within: Duration): () => Promise<void> {
  let next: Promise<void> | undefined;
  return () =>
    (next ??= new Promise((resolve) => {
      setTimeout(() => {
        next = undefined;
        resolve();
      }, within);
    }));
}
