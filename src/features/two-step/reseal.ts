// Seals secrets again after a new key was put in front of the ring, so that the older ones may go.

import { TOTP, type Credential } from "../../domain/evidence.ts";
import { NONCE, ofCredential } from "../../domain/sealed.ts";
import type { Uses } from "../../ports/context.ts";
import type { NewSecret } from "../../ports/credential-store.ts";

/** How many secrets are sealed again in one transaction: no other write waits long for it. */
const BATCH_SIZE = 200;

export type Resealing = {
  readonly seen: number;
  readonly resealed: number;
  /** Those that no key of the ring opens. */
  readonly unopened: readonly Pick<Credential, "id" | "userId">[];
};

/**
 * Seals each secret that an older key of the ring has sealed with the newest, a batch at a time. A secret that was
 * replaced or removed in the meantime is left alone. So it can be interrupted, run again, and run twice at once.
 */
export async function* resealSecrets(
  context: Uses<"listCredentialsOfKind" | "replaceSecrets", "sealed" | "random">,
): AsyncGenerator<Resealing> {
  const { store } = context;
  for (let after: string | undefined; ;) {
    const read = await store.listCredentialsOfKind({ kind: TOTP, after, limit: BATCH_SIZE });
    const secrets = read.map((each) => resealed(context, each));
    const changed = secrets.filter((each) => each !== undefined && each !== "current");
    yield {
      seen: read.length,
      resealed: changed.length === 0 ? 0 : await store.replaceSecrets(changed),
      unopened: read.filter((_, index) => secrets[index] === undefined),
    };
    after = read.at(-1)?.id;
    if (read.length < BATCH_SIZE) return;
  }
}

/** Undefined if no key of the ring opens it. */
function resealed(
  { sealed, random }: Pick<Parameters<typeof resealSecrets>[0], "sealed" | "random">,
  { id, userId, secret: from }: Credential,
): NewSecret | "current" | undefined {
  const boundTo = ofCredential(userId, id);
  const opened = sealed.open(from, boundTo);
  if (opened === undefined) return undefined;
  if (!opened.outdated) return "current";
  return { id, from, to: sealed.seal(opened.text, boundTo, random.bytes(NONCE)) };
}
