// Using a passkey: a whole sign-in, the second step of one, or once more before something important.

import { PASSKEY } from "../../domain/evidence.ts";
import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import {
  counterOf,
  factorShown,
  isBehind,
  isHandleOf,
  parsePasskeyAnswer,
  readPasskey,
} from "../../domain/passkey.ts";
import {
  ONE_SIGN_IN,
  type PasskeyAct,
  type PasskeyChallenge,
} from "../../domain/passkey-challenge.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import { completeLogIn, type LoggedIn, type LogInRefusal } from "../../identity/complete-log-in.ts";
import { countUntilRight, knownDevice, type TooMany } from "../../identity/limits.ts";
import type { Client, Uses } from "../../ports/context.ts";
import type { CredentialNews } from "../../ports/credential-store.ts";
import type { PasskeyExpectation } from "../../ports/passkeys.ts";
import type { CurrentSession } from "../../ports/session-store.ts";
import type { Settings } from "../../ports/settings.ts";

/** What a browser sent: its answer, and the state that it was given with the question. */
export type Answered = {
  readonly credential: string;
  readonly state: string;
  /** What the forms of the browser are bound to. */
  readonly binding: string;
  readonly client: Client;
};

export type PasskeyRefusal =
  Refused<"wrong-passkey"> | TooMany | Exclude<LogInRefusal, Refused<"outdated">>;

type LoggingIn = Uses<
  "findByHandle" | "giveHitBack" | "hit" | "isMarkLive" | "logIn",
  "clock" | "random" | "devices" | "passkeys" | "passkeyChallenges" | "settings"
>;

/**
 * Logs in with a passkey, takes the second step of a sign-in with one, or shows once more who is there: the challenge
 * says which. Whatever is wrong, whether nobody has the passkey or its signature is false, is one refusal. The
 * challenge is spent with the sign-in, and the counter and the time of the last use are written with it.
 */
export async function usePasskey(
  context: LoggingIn,
  answered: Answered,
  { current, pending }: Partial<Record<"current" | "pending", CurrentSession | undefined>>,
): Promise<Result<LoggedIn & { readonly act: PasskeyAct }, PasskeyRefusal>> {
  const { client, binding, state } = answered;
  const challenge = context.passkeyChallenges.read(state, binding, context.clock.now());
  if (challenge === undefined || challenge.act.startsWith("add")) return refused("wrong-passkey");
  const { act } = challenge;
  const continues = act === "login" ? undefined : (pending ?? current);
  if (act !== "login" && continues === undefined) return refused("wrong-passkey");
  const counted = await countUntilRight(context, "prove", client);
  if (!counted.ok) return counted;
  const used = await checkPasskey(context, answered.credential, challenge, continues?.user);
  if (used === undefined) return refused("wrong-passkey");
  await counted.value();
  const { user, credential, counter, factor } = used;
  const isKnown =
    act === "again" || (await knownDevice(context, user.emailKey, client)) !== undefined;
  const completed = await completeLogIn(context, {
    user,
    shown: [{ kind: PASSKEY, factor, credentialId: credential.id, use: { to: `${counter}` } }],
    client,
    isKnown,
    ...(continues === undefined ? { replaces: current ?? pending } : { continues }),
    spends: { limit: ONE_SIGN_IN, subject: challenge.id },
    // Not refused: a move to another password manager looks the same, and its owner would be shut out.
    ...(isBehind(counterOf(credential), counter)
      ? { news: { ...newsOf("passkey-behind", client), limit: context.settings.limits.notice } }
      : {}),
  });
  if (completed.ok) return done({ ...completed.value, act });
  return completed.reason === "outdated" ? refused("wrong-passkey") : completed;
}

/**
 * What the mailbox is told about a passkey, and where it happened. What its owner called it is not said: if it was a
 * thief's, so was the name.
 */
export const newsOf = (what: string, { browser }: Client): CredentialNews => ({
  mail: what,
  act: what,
  about: browser,
  link: LOCK_ACCOUNT,
});

/** Whose passkey it is and what it shows, if everything about an answer is right. */
async function checkPasskey(
  { store, passkeys, settings }: Pick<LoggingIn, "store" | "passkeys" | "settings">,
  sent: string,
  challenge: PasskeyChallenge,
  owner: User | undefined,
) {
  const answer = parsePasskeyAnswer(sent);
  const found = answer && (await store.findByHandle(answer.id));
  if (answer === undefined || found === undefined) return undefined;
  const { user, credential } = found;
  if (credential.kind !== PASSKEY || (owner !== undefined && owner.id !== user.id))
    return undefined;
  // An authenticator that found the passkey by itself says whose it is (WebAuthn Level 3, 7.2, step 6).
  const { userHandle } = answer;
  const data = readPasskey(credential);
  if (userHandle === undefined ? owner === undefined : !isHandleOf(userHandle, user, data))
    return undefined;
  const isVerified = challenge.act !== "second-step";
  const expected = expectationOf(settings, challenge, isVerified);
  const used = await passkeys.readUsed(answer, data, expected);
  if (used === undefined) return undefined;
  const factor = factorShown(credential, used.isVerified);
  // A key that only adds to a password is no sign-in by itself.
  if (owner === undefined && factor !== "both") return undefined;
  return { user, credential, counter: used.counter, factor };
}

/** The id of a passkey that a browser used and this site does not know; undefined if it does. */
export async function unknownPasskey(
  { store }: Uses<"findByHandle">,
  sent: string,
): Promise<string | undefined> {
  const answer = parsePasskeyAnswer(sent);
  if (answer === undefined) return undefined;
  return (await store.findByHandle(answer.id)) === undefined ? answer.id : undefined;
}

/** What an answer to a challenge must fit, at this site. */
export const expectationOf = (
  { passkeys: { rpId, origins } }: Pick<Settings, "passkeys">,
  { challenge }: PasskeyChallenge,
  isVerified: boolean,
): PasskeyExpectation => ({ challenge, rpId, origins, isVerified });
