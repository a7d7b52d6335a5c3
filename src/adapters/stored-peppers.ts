// Peppers of other systems: keys that their passwords were hashed with, sealed in the site's database.

import type { KeyRing } from "../domain/key-ring.ts";
import { NONCE, sealer, type Resealed } from "../domain/sealed.ts";
import type { ForeignPasswordStore } from "../ports/foreign-password-store.ts";
import type { Instant } from "../domain/time.ts";
import type { Random } from "../ports/random.ts";
import { reseal } from "./reseal.ts";

const PURPOSE = "pepper";

export type Peppers = {
  /** Undefined if there is none with this id, or no key of the ring opens it. */
  read(id: string): Promise<string | undefined>;
};

/** Reads each pepper once, as long as the process lives. */
export function storedPeppers(
  store: Pick<ForeignPasswordStore, "readPeppers">,
  keys: KeyRing,
): Peppers {
  const sealed = sealer(keys, PURPOSE);
  const known = new Map<string, string>();
  return {
    async read(id) {
      if (known.has(id)) return known.get(id);
      for (const pepper of await store.readPeppers()) {
        const opened = sealed.open(pepper.sealed, pepper.id);
        if (opened !== undefined) known.set(pepper.id, opened.text);
      }
      return known.get(id);
    },
  };
}

/** Keeps a pepper, for an import. False, and unchanged, if another one is kept under its id. */
export async function keepPepper(
  store: Pick<ForeignPasswordStore, "keepPepper" | "readPeppers">,
  keys: KeyRing,
  random: Random,
  { id, text, now }: { readonly id: string; readonly text: string; readonly now: Instant },
): Promise<boolean> {
  const sealed = sealer(keys, PURPOSE).seal(text, id, random.bytes(NONCE));
  if (await store.keepPepper({ id, sealed, now })) return true;
  return (await storedPeppers(store, keys).read(id)) === text;
}

/** Whether `keepPepper` would be true. Changes nothing. */
export async function mayKeepPepper(
  store: Pick<ForeignPasswordStore, "readPeppers">,
  keys: KeyRing,
  { id, text }: { readonly id: string; readonly text: string },
): Promise<boolean> {
  const kept = await store.readPeppers();
  if (!kept.some((pepper) => pepper.id === id)) return true;
  return (await storedPeppers(store, keys).read(id)) === text;
}

/** Seals all peppers with the newest key of the ring. */
export const resealPeppers = async (
  store: Pick<ForeignPasswordStore, "readPeppers" | "replacePeppers">,
  keys: KeyRing,
  random: Random,
): Promise<Resealed> =>
  reseal({
    rows: await store.readPeppers(),
    sealed: sealer(keys, PURPOSE),
    random,
    replace: async (secret) => (await store.replacePeppers([secret])) === 1,
  });
