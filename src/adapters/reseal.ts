// Seals what is stored again after a new key was put in front of the ring, so that the older ones may go.

import { NONCE, type Resealed, type Sealer } from "../domain/sealed.ts";
import type { NewSecret } from "../ports/credential-store.ts";
import type { Random } from "../ports/random.ts";

/** What is sealed, bound to its id, and what puts it there sealed anew, if it has not changed meanwhile. */
type Resealing = {
  readonly rows: readonly { readonly id: string; readonly sealed: string }[];
  readonly sealed: Sealer;
  readonly random: Random;
  readonly replace: (secret: NewSecret) => Promise<boolean>;
};

/** Seals everything that an older key of the ring has sealed with the newest. It can be run again, and twice at once. */
export async function reseal({ rows, sealed, random, replace }: Resealing): Promise<Resealed> {
  const unopened: string[] = [];
  let resealed = 0;
  for (const { id, sealed: from } of rows) {
    const opened = sealed.open(from, id);
    if (opened === undefined) unopened.push(id);
    else if (opened.outdated) {
      const to = sealed.seal(opened.text, id, random.bytes(NONCE));
      if (await replace({ id, from, to })) resealed += 1;
    }
  }
  return { seen: rows.length, resealed, unopened };
}
