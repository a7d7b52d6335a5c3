// Logging in: one answer for every wrong pair, the truth for whoever gave the right one.

import { parseEmailAddress } from "../../domain/email-address.ts";
import { randomId } from "../../domain/id.ts";
import { normalisePassword } from "../../domain/password-policy.ts";
import { done, refused } from "../../domain/result.ts";
import { loginGivesSession, type User } from "../../domain/user.ts";
import type { Client, Context } from "../../ports/context.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import { askerOf } from "../limits/index.ts";
import { mintSession, type MintedSession, type Visit } from "../sessions/index.ts";
import { checkOwnPassword, type OwnPasswordRefusal } from "./own-password.ts";
import { COMPARED_WAITING, type Candidate } from "./store.ts";
import { countTry, tryOf, type TryRefusal } from "./tries.ts";

export type LoginInput = {
  readonly email: string;
  readonly password: string;
  readonly client: Client;
  /** A session of this browser that the new one takes the place of. */
  readonly visit: Visit | undefined;
};

export type LoginRefusal =
  | { readonly ok: false; readonly reason: "wrong-credentials" }
  | {
      readonly ok: false;
      readonly reason: "disabled" | "unconfirmed" | "to-be-deleted";
      readonly user: User;
    }
  | { readonly ok: false; readonly reason: "invalid"; readonly fields: LoginFields }
  | TryRefusal;

export type LoginFields = {
  readonly email?: "email-missing";
  readonly password?: "password-missing";
};

export type LoggedIn = {
  readonly user: User;
  readonly minted: MintedSession;
  /** What makes this browser a known device from now on; only ever one of an address's owner. */
  readonly device: string | undefined;
};

/**
 * Logs in by address and password.
 *
 * A wrong pair always costs four verifications, one for the confirmed owner of the address and one
 * for each of the three newest registrations that wait for it, real or dummy: neither work nor time
 * tells which of them exist (I7). A right one costs fewer, and may: its sender knows the password.
 * The session begins only if the verified hash is still the user's when it is written, so a login
 * that raced a reset loses. Throws `Overloaded` when too many passwords wait to be verified.
 */
export async function logIn(
  context: Pick<Context, "store" | "clock" | "random" | "passwords" | "devices" | "settings">,
  input: LoginInput,
): Promise<{ readonly ok: true; readonly value: LoggedIn } | LoginRefusal> {
  const fields = missingFields(input);
  if (fields !== undefined) return { ...refused("invalid"), fields };
  const address = parseEmailAddress(input.email);
  const key = address.ok ? address.value.key : undefined;
  const asker = await askerOf(context, input.client, key ?? "");
  return context.passwords.admit(asker, (hasher) => logInWith({ ...context, hasher }, key, input));
}

type LoggingIn = Pick<Context, "store" | "clock" | "random" | "devices" | "settings"> & {
  readonly hasher: PasswordHasher;
};

/** Logs in, once it is this client's turn to hash. */
async function logInWith(
  context: LoggingIn,
  key: string | undefined,
  input: LoginInput,
): Promise<{ readonly ok: true; readonly value: LoggedIn } | LoginRefusal> {
  const { store, settings } = context;
  const tried = await tryOf(context, { emailKey: key, account: key ?? "", client: input.client });
  const refusal = await countTry(context, tried);
  if (refusal !== undefined) return refusal;
  const password = normalisePassword(input.password);
  const found = await findByPassword(context, key ?? "", password ?? "");
  if (found === undefined || password === undefined) return refused("wrong-credentials");
  // Anybody can register anybody's address: knowing the password of a registration that waits must
  // win no guesses at the owner's, neither by forgiveness nor as a known device of that address.
  const isOwner = found.user.confirmedOn !== null;
  await store.giveTryBack({ ...tried, forgives: isOwner, endsRow: isOwner });
  if (found.user.disabledOn !== null) return { ...refused("disabled"), user: found.user };
  if (found.user.deletesOn !== null) return { ...refused("to-be-deleted"), user: found.user };
  if (!loginGivesSession(found.user, settings.unconfirmed)) {
    return { ...refused("unconfirmed"), user: found.user };
  }
  const known = tried.client === undefined ? input.client.device : undefined;
  return startSession(context, found, password, {
    ...input,
    tells: isOwner && known === undefined && settings.newDeviceNotice,
    device: known ?? (isOwner ? newDevice(context, found.user.emailKey) : undefined),
  });
}

/** The mark of a browser in which somebody with this address just proved who they are. */
export const newDevice = (
  { devices, random, clock }: Pick<Context, "devices" | "random" | "clock">,
  emailKey: string,
): string => devices.mark(emailKey, { deviceId: randomId(random), madeOn: clock.now() });

function missingFields(input: LoginInput): LoginFields | undefined {
  if (input.email.trim() !== "" && input.password !== "") return undefined;
  return {
    ...(input.email.trim() === "" ? { email: "email-missing" as const } : {}),
    ...(input.password === "" ? { password: "password-missing" as const } : {}),
  };
}

async function findByPassword(
  { store, hasher }: Pick<LoggingIn, "store" | "hasher">,
  emailKey: string,
  password: string,
): Promise<Candidate | undefined> {
  const { owner, waiting } = await store.findCandidates(emailKey);
  if (await hasher.verify(owner?.passwordHash, password)) return owner;
  for (let place = 0; place < COMPARED_WAITING; place += 1) {
    const candidate = waiting[place];
    if (await hasher.verify(candidate?.passwordHash, password)) return candidate;
  }
  return undefined;
}

type Beginning = Pick<LoginInput, "client" | "visit"> & {
  readonly device: string | undefined;
  /** Whether the mailbox hears of it. */
  readonly tells: boolean;
};

async function startSession(
  context: LoggingIn,
  { user, passwordHash }: Candidate,
  password: string,
  { client, visit, device, tells }: Beginning,
): Promise<{ readonly ok: true; readonly value: LoggedIn } | LoginRefusal> {
  const { store, clock, hasher, settings } = context;
  const rehashed = hasher.isOutdated(passwordHash) ? await hasher.hash(password) : undefined;
  const minted = mintSession(context, client);
  const started = await store.startSession({
    session: minted.session,
    userId: user.id,
    passwordHash,
    rehashed,
    replaces: visit?.hash,
    newDevice: tells ? settings.limits.notice : undefined,
    now: clock.now(),
  });
  return started ? done({ user, minted, device }) : refused("wrong-credentials");
}

/** Asks for the password once more, before something important. The session gets a new id. */
export async function logInAgain(
  context: Pick<Context, "store" | "clock" | "random" | "passwords" | "devices" | "settings">,
  { user, hash }: Visit,
  typed: string,
  client: Client,
): Promise<{ readonly ok: true; readonly value: MintedSession } | OwnPasswordRefusal> {
  const checked = await checkOwnPassword(context, { user, typed, client });
  if (!checked.ok) return checked;
  const minted = mintSession(context, client);
  const started = await context.store.startSession({
    session: minted.session,
    userId: user.id,
    passwordHash: checked.value,
    replaces: hash,
    now: context.clock.now(),
  });
  return started ? done(minted) : refused("wrong-password");
}
