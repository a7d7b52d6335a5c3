// Asks a logged-in user for the password once more before something important.

import { passwordShown, type CredentialShown, type OwnProof } from "../domain/evidence.ts";
import { done, refused, type Refused, type Result } from "../domain/result.ts";
import { showedBothAtOnce } from "../domain/session.ts";
import type { User } from "../domain/user.ts";
import type { Client, Uses } from "../ports/context.ts";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import type { CurrentSession } from "../ports/session-store.ts";
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

async function withOwnPassword<Value>(
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

/** Whether a form that does something important asks for the password. A passkey that was just shown takes its place. */
export const asksPassword = (
  { clock, settings }: Pick<Checking, "clock" | "settings">,
  { session }: CurrentSession,
): boolean => !showedBothAtOnce(session, settings.sessions, clock.now());

/** Who is logged in, and what they typed if they were asked for the password. */
export type Typing = {
  readonly current: CurrentSession;
  readonly typed: string;
  readonly client: Client;
};

/**
 * Checks that a logged-in user does something important themselves, for a form behind the door `asks-password`: by the
 * password, or by this session if two factors were just shown at once.
 */
export const checkOwnProof = (
  context: Checking,
  typing: Typing,
): Promise<Result<OwnProof, OwnPasswordRefusal>> =>
  withOwnProof(context, typing, async (proof) => proof);

/** The same, with one more operation that needs the hasher, in the same turn. */
export async function withOwnProof<Value>(
  context: Checking,
  { current, typed, client }: Typing,
  act: (proof: OwnProof, hasher: PasswordHasher) => Promise<Value>,
): Promise<Result<Value, OwnPasswordRefusal>> {
  const { user, hash } = current;
  if (asksPassword(context, current))
    return withOwnPassword(context, { user, typed, client }, ({ credentialId }, hasher) =>
      act({ kind: "password", credentialId }, hasher),
    );
  const asker = await askerOf(context, client, user.emailKey);
  return context.passwords.admit(asker, async (hasher) =>
    done(await act({ kind: "session", hash }, hasher)),
  );
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
  const right = await hasher.verify(password?.hash, typed);
  if (!right || password === undefined) return refused("wrong-password");
  // Whoever registered a stranger's address knows that registration's password, which says nothing about the
  // owner's.
  await store.giveTryBack({ ...tried, forgives: true, endsRow: user.confirmedOn !== null });
  return done(passwordShown(password.credentialId));
}
