// Asks a logged-in user for the password once more before something important.

import { passwordShown, type CredentialShown } from "../domain/evidence.ts";
import { normalisePassword } from "../domain/password-policy.ts";
import { done, refused, type Refused, type Result } from "../domain/result.ts";
import type { User } from "../domain/user.ts";
import type { Client, Uses } from "../ports/context.ts";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import { askerOf } from "./limits.ts";
import { countTry, tryOf, type TryRefusal } from "./tries.ts";

export type OwnPasswordRefusal = Refused<"password-missing" | "wrong-password"> | TryRefusal;

/** Whose password was typed, and where. */
export type OwnPassword = {
  readonly user: Pick<User, "id" | "emailKey" | "confirmedOn">;
  readonly typed: string;
  readonly client: Client;
};

type Checking = Uses<
  "countTry" | "findPassword" | "giveTryBack" | "isMarkLive",
  "clock" | "passwords" | "devices" | "settings"
>;

/**
 * Checks a user's password and returns it as evidence: the action that follows is written only if that is still
 * valid. Tries are limited as at login.
 */
export const checkOwnPassword = (
  context: Checking,
  own: OwnPassword,
): Promise<Result<CredentialShown, OwnPasswordRefusal>> =>
  withOwnPassword(context, own, async (shown) => shown);

/** The same, with one more operation that needs the hasher, in the same turn. */
export async function withOwnPassword<Value>(
  context: Checking,
  own: OwnPassword,
  act: (shown: CredentialShown, hasher: PasswordHasher) => Promise<Value>,
): Promise<Result<Value, OwnPasswordRefusal>> {
  if (own.typed === "") return refused("password-missing");
  const asker = await askerOf(context, own.client, own.user.emailKey);
  return context.passwords.admit(asker, async (hasher) => {
    const checked = await compare(context, own, hasher);
    return checked.ok ? done(await act(checked.value, hasher)) : checked;
  });
}

async function compare(
  context: Checking,
  { user, typed, client }: OwnPassword,
  hasher: PasswordHasher,
): Promise<Result<CredentialShown, OwnPasswordRefusal>> {
  const { store } = context;
  const tried = await tryOf(context, { emailKey: user.emailKey, account: user.id, client });
  const refusal = await countTry(context, tried);
  if (refusal !== undefined) return refusal;
  const password = await store.findPassword(user.id);
  const right = await hasher.verify(password?.hash, normalisePassword(typed) ?? "");
  if (!right || password === undefined) return refused("wrong-password");
  // Whoever registered a stranger's address knows that registration's password, which says nothing about the
  // owner's.
  await store.giveTryBack({ ...tried, forgives: true, endsRow: user.confirmedOn !== null });
  return done(passwordShown(password.credentialId));
}
