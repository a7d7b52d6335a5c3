// What a rehearsal would find in later batches, although it stores nobody.

import type { EmailAddress } from "../domain/email-address.ts";
import type { ImportedUser, ImportOutcome } from "../ports/import-store.ts";

/** What would become of a user, and the address of whoever is known already. */
export type Rehearsal = (
  user: ImportedUser,
  outcome: ImportOutcome,
) => { readonly outcome: ImportOutcome; readonly home?: EmailAddress["key"] | undefined };

/** Enough of a digest to tell users of a file apart: text this short is kept by itself, without the rest. */
const DIGITS = 12;

/** Remembers the ids, addresses and passkeys of everybody that it has met, so its memory grows with the file. */
export function rehearse(): Rehearsal {
  const homes = new Map<string, string>();
  const addresses = new Set<string>();
  const passkeys = new Set<string>();
  const isMet = ({ address, credentials }: ImportedUser): ImportOutcome | undefined => {
    if (credentials.some(({ handle }) => handle != null && passkeys.has(handle)))
      return "passkey-taken";
    return addresses.has(address.key) ? "duplicate" : undefined;
  };
  return (user, outcome) => {
    const { address, credentials } = user;
    const digest = user.digest.slice(0, DIGITS);
    const home = homes.get(digest);
    if (home !== undefined) return { outcome: "known", home };
    if (outcome !== "added") return { outcome };
    const met = isMet(user);
    if (met !== undefined) return { outcome: met };
    homes.set(digest, address.key);
    addresses.add(address.key);
    for (const { handle } of credentials) if (handle != null) passkeys.add(handle);
    return { outcome };
  };
}
