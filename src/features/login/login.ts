// Logging in: every wrong pair gets the same answer; only a correct pair is told more.

import { parseEmailAddress } from "../../domain/email-address.ts";
import { passwordShown, type Password } from "../../domain/evidence.ts";
import { isForeign, parseForeignText } from "../../domain/foreign-password/foreign-password.ts";
import { looksAtAll } from "../../domain/foreign-password/looks-at-all.ts";
import { checkPassword, normalisePassword } from "../../domain/password-policy.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Uses } from "../../ports/context.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import { askerOf } from "../../identity/limits.ts";
import { completeLogIn, type LoggedIn, type LogInRefusal } from "../../identity/complete-log-in.ts";
import type { CurrentSession } from "../../ports/session-store.ts";
import type { MintedSession } from "../../identity/sessions.ts";
import { checkOwnPassword, type OwnPasswordRefusal } from "../../identity/own-password.ts";
import { COMPARED_WAITING } from "../../ports/login-store.ts";
import { countTry, tryOf, type TryRefusal } from "../../identity/tries.ts";

export type LoginInput = {
  readonly email: string;
  readonly password: string;
  readonly client: Client;
  /** A session of this browser that the new one replaces. */
  readonly current: CurrentSession | undefined;
};

/** Somebody who has just logged in by password. */
export type LoggedInByPassword = LoggedIn & {
  /** Whether the password was imported, and may not be set here: another one should be chosen. */
  readonly isWeak: boolean;
};

export type LoginRefusal =
  | Refused<"wrong-credentials">
  | Exclude<LogInRefusal, { readonly reason: "outdated" }>
  | Refused<"invalid", { readonly fields: LoginFields }>
  | TryRefusal;

export type LoginFields = {
  readonly email?: "email-missing";
  readonly password?: "password-missing";
};

/**
 * Logs in with address and password.
 *
 * A wrong pair always costs four verifications, real or dummy: one for the confirmed owner of the address and
 * one for each of the three newest registrations that wait for it. So neither work nor time reveals which of
 * them exist (I7). A correct pair may cost fewer, because its sender knows the password. The session starts
 * only if the verified hash is still the user's when the session is written, so a login that races a reset
 * loses. Throws `Overloaded` if too many passwords wait to be verified.
 */
export async function logIn(
  context: Uses<
    "countTry" | "findCandidates" | "giveTryBack" | "isMarkLive" | "logIn",
    "clock" | "random" | "passwords" | "devices" | "moving" | "settings"
  >,
  input: LoginInput,
): Promise<Result<LoggedInByPassword, LoginRefusal>> {
  const fields = missingFields(input);
  if (fields !== undefined) return { ...refused("invalid"), fields };
  const address = parseEmailAddress(input.email);
  const key = address.ok ? address.value.key : undefined;
  const asker = await askerOf(context, input.client, key ?? "");
  const compared = new Set<string>();
  const attempt = () =>
    context.passwords.admit(asker, (hasher) =>
      logInWith({ ...context, hasher, compared }, key, input),
    );
  const first = await attempt();
  if (first.ok || first.reason !== "wrong-credentials" || !address.ok) return first;
  // Somebody without an account here may be moved over, if the old system knows them by this password.
  const { moving } = context;
  const { password } = input;
  return (await moving.move(address.value, { password, compared })) ? attempt() : first;
}

type LoggingIn = Uses<
  "countTry" | "findCandidates" | "giveTryBack" | "isMarkLive" | "logIn",
  "clock" | "random" | "devices" | "settings"
> & {
  readonly hasher: PasswordHasher;
  /** The passwords that were compared, by their ids. */
  readonly compared: Set<string>;
};

/** Logs in, when it is this client's turn to hash. */
async function logInWith(
  context: LoggingIn,
  key: string | undefined,
  input: LoginInput,
): Promise<Result<LoggedInByPassword, LoginRefusal>> {
  const { store, hasher } = context;
  const tried = await tryOf(context, { emailKey: key, account: key ?? "", client: input.client });
  const refusal = await countTry(context, tried);
  if (refusal !== undefined) return refusal;
  const found = await findByPassword(context, key ?? "", input.password);
  if (found === undefined) return refused("wrong-credentials");
  // Anybody can register anybody's address: knowing the password of a waiting registration must not give more
  // guesses at the owner's password, neither by deleting earlier tries nor by making a known device of that
  // address.
  const isOwner = found.user.confirmedOn !== null;
  await store.giveTryBack({ ...tried, forgives: isOwner, endsRow: isOwner });
  const { credentialId, hash } = found.password;
  const completed = await completeLogIn(context, {
    user: found.user,
    shown: [passwordShown(credentialId)],
    client: input.client,
    isKnown: tried.client === undefined,
    replaces: input.current,
    rehashed: await rehashed(hasher, hash, input.password),
  });
  if (completed.ok)
    return done({ ...completed.value, isWeak: isForeign(hash) && isWeak(context, input) });
  return completed.reason === "outdated" ? refused("wrong-credentials") : completed;
}

/** A better hash, where there is none. If other texts are as right as this one, the owner may type one of them tomorrow. */
async function rehashed(
  hasher: PasswordHasher,
  hash: string,
  typed: string,
): Promise<string | undefined> {
  if (!hasher.isOutdated(hash)) return undefined;
  const foreign = parseForeignText(hash);
  if (foreign !== undefined && !looksAtAll(foreign, typed)) return undefined;
  // What was right has a normal form.
  return hasher.hash(normalisePassword(typed)!);
}

/** A right password lets in, whatever the policy says of it today. */
const isWeak = ({ settings }: LoggingIn, { email, password }: LoginInput): boolean =>
  !checkPassword(settings.passwords, { password, email, siteName: settings.appName }).ok;

function missingFields(input: LoginInput): LoginFields | undefined {
  if (input.email.trim() !== "" && input.password !== "") return undefined;
  return {
    ...(input.email.trim() === "" ? { email: "email-missing" as const } : {}),
    ...(input.password === "" ? { password: "password-missing" as const } : {}),
  };
}

type Found = { readonly user: User; readonly password: Password };

async function findByPassword(
  { store, hasher, compared }: Pick<LoggingIn, "store" | "hasher" | "compared">,
  emailKey: string,
  typed: string,
): Promise<Found | undefined> {
  const { owner, waiting } = await store.findCandidates(emailKey);
  for (const candidate of [
    owner,
    ...Array.from({ length: COMPARED_WAITING }, (_, n) => waiting[n]),
  ]) {
    const right = await hasher.verify(candidate?.password?.hash, typed);
    if (candidate?.password === undefined) continue;
    if (right) return { user: candidate.user, password: candidate.password };
    compared.add(candidate.password.credentialId);
  }
  return undefined;
}

/** Asks for the password again before something important. The session gets a new id. */
export async function logInAgain(
  context: Uses<
    "countTry" | "findPassword" | "giveTryBack" | "isMarkLive" | "logIn",
    "clock" | "random" | "passwords" | "devices" | "settings"
  >,
  current: CurrentSession,
  typed: string,
  client: Client,
): Promise<Result<MintedSession, OwnPasswordRefusal>> {
  const { user } = current;
  const checked = await checkOwnPassword(context, { user, typed, client });
  if (!checked.ok) return checked;
  const completed = await completeLogIn(context, {
    user,
    shown: [checked.value],
    client,
    isKnown: true,
    continues: current,
  });
  return completed.ok ? done(completed.value.minted) : refused("wrong-password");
}
