// The tokens for logging in to mail servers, and who renews them.

import type { SealedTokens, TokenStore } from "../../ports/token-store.ts";
import type { Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const tokenStore = ({ driver }: Sql): TokenStore => ({
  claimTokens: (input) => driver.write(() => claimTokens(input)),
  saveTokens: (input) => driver.write(() => saveTokens(input)),
  releaseTokens: (input) => driver.write(() => releaseTokens(input)),
  listTokens: () => driver.report(listTokens),
  replaceTokens: (input) => driver.write(() => replaceTokens(input)),
});

type TokenRow = {
  readonly version: number;
  readonly sealed: string | null;
  readonly renew_on: number;
  readonly claimed_until: number;
};

/** No version is negative. */
const NONE = -1;

function* claimTokens(input: Input<"claimTokens">): Output<"claimTokens"> {
  const { id, refused = NONE, lease, now } = input;
  yield* changes(
    `INSERT INTO oauth_tokens (id, version, sealed, renew_on, claimed_until, stored_on)
     VALUES (?, 0, NULL, 0, 0, ?) ON CONFLICT (id) DO NOTHING`,
    id,
    now,
  );
  const claimed = yield* changes(
    `UPDATE oauth_tokens SET claimed_until = ?
     WHERE id = ? AND claimed_until <= ? AND (renew_on <= ? OR version = ?)`,
    now + lease,
    id,
    now,
    now,
    refused,
  );
  const found = yield* row<TokenRow>(
    "SELECT version, sealed, renew_on, claimed_until FROM oauth_tokens WHERE id = ?",
    id,
  );
  const { version = 0, sealed = null, renew_on = 0, claimed_until = 0 } = found ?? {};
  const isDue = renew_on <= now || version === refused;
  const state = claimed === 1 ? "yours" : isDue ? "others" : "current";
  return { state, version, sealed, claimedUntil: claimed_until };
}

function* saveTokens(input: Input<"saveTokens">): Output<"saveTokens"> {
  const { id, version, sealed, renewOn, forgetBefore, now } = input;
  const saved = yield* changes(
    `UPDATE oauth_tokens SET version = version + 1, sealed = ?, renew_on = ?, claimed_until = 0, stored_on = ?
     WHERE id = ? AND version = ?`,
    sealed,
    renewOn,
    now,
    id,
    version,
  );
  if (saved === 0) return false;
  yield* changes("DELETE FROM oauth_tokens WHERE stored_on < ? AND id <> ?", forgetBefore, id);
  return true;
}

/** The end of a claim is its token: the next one of the same tokens ends later. */
function* releaseTokens({ id, claimedUntil }: Input<"releaseTokens">): Work<void> {
  yield* changes(
    "UPDATE oauth_tokens SET claimed_until = 0 WHERE id = ? AND claimed_until = ?",
    id,
    claimedUntil,
  );
}

const listTokens = (): Output<"listTokens"> =>
  rows<SealedTokens>("SELECT id, sealed FROM oauth_tokens WHERE sealed IS NOT NULL ORDER BY id");

function* replaceTokens({ from, to }: Input<"replaceTokens">): Output<"replaceTokens"> {
  const replaced = yield* changes(
    "UPDATE oauth_tokens SET sealed = ? WHERE id = ? AND sealed = ?",
    to.sealed,
    from.id,
    from.sealed,
  );
  return replaced === 1;
}
