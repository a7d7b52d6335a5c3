// Changes a known password: the old one is required, other sessions end, and the mailbox is told.

import { passwordCredential, passwordShown } from "../../domain/evidence.ts";
import { randomId } from "../../domain/id.ts";
import {
  checkPassword,
  normalisePassword,
  type PasswordRefusal,
} from "../../domain/password-policy.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { Client, Uses } from "../../ports/context.ts";
import { asksPassword, withOwnProof } from "../../identity/own-password.ts";
import type { TryRefusal } from "../../identity/tries.ts";
import type { CurrentSession } from "../../ports/session-store.ts";
import { mintSession, type MintedSession } from "../../identity/sessions.ts";

export type PasswordChangeFields = {
  readonly currentPassword?: "password-missing" | "wrong-password";
  readonly password?: PasswordRefusal | "password-unchanged";
};

export type PasswordChangeRefusal =
  Refused<"invalid", { readonly fields: PasswordChangeFields }> | TryRefusal;

export type PasswordChanged = { readonly minted: MintedSession; readonly othersEnded: number };

/**
 * Changes the password of a logged-in user who knows the old one, to a different one, or sets it for one who has just
 * shown a passkey. Every session ends and
 * this browser gets a new one, in the transaction of the change.
 */
export async function changePassword(
  context: Uses<
    "changePassword" | "countTry" | "findPassword" | "giveTryBack" | "isMarkLive",
    "clock" | "random" | "passwords" | "devices" | "settings"
  >,
  current: CurrentSession,
  typed: { readonly currentPassword: string; readonly password: string },
  client: Client,
): Promise<Result<PasswordChanged, PasswordChangeRefusal>> {
  const { store, clock, settings } = context;
  const checked = checkPassword(settings.passwords, {
    password: typed.password,
    email: current.user.emailKey,
    siteName: settings.appName,
  });
  const wanted = checked.ok ? {} : { password: checked.reason };
  const asks = asksPassword(context, current);
  if (asks && typed.currentPassword === "")
    return invalid({ ...wanted, currentPassword: "password-missing" });
  if (!checked.ok) return invalid(wanted);
  // Both were typed here, so comparing them reveals nothing about the stored one and needs no hashing.
  if (asks && checked.value === normalisePassword(typed.currentPassword))
    return invalid({ password: "password-unchanged" });
  const typing = { current, typed: typed.currentPassword, client };
  const own = await withOwnProof(context, typing, async (proof, hasher) => ({
    proof,
    to: passwordCredential(randomId(context.random), await hasher.hash(checked.value)),
  }));
  if (!own.ok) {
    if (own.reason === "too-many" || own.reason === "password-paused") return own;
    return invalid({ currentPassword: own.reason });
  }
  const shown = passwordShown(own.value.to.id);
  const minted = mintSession(context, client, [shown], current);
  const now = clock.now();
  const written = await store.changePassword({
    userId: current.user.id,
    ...own.value,
    session: minted.session,
    limit: settings.limits.notice,
    now,
  });
  if (written.changed) return done({ minted, othersEnded: written.othersEnded });
  const { retryOn } = written;
  if (retryOn !== undefined) return { ...refused("too-many"), retryOn };
  // Somebody else changed it at the same moment: what was typed is no longer the current password.
  return invalid({ currentPassword: "wrong-password" });
}

const invalid = (fields: PasswordChangeFields) => ({ ...refused("invalid"), fields });
