// What operators do from a terminal and admins from the console: always by name, always audited.

import {
  type EmailAddress,
  parseEmailAddress,
  parseNewAddress,
  type NewEmailRefusal,
} from "../../domain/email-address.ts";
import { randomId, timeOrderedId } from "../../domain/id.ts";
import { passwordCredential } from "../../domain/evidence.ts";
import { checkPassword, type PasswordRefusal } from "../../domain/password-policy.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type { Uses } from "../../ports/context.ts";
import { OPERATOR } from "../../ports/passwords.ts";
import type { AddressRefusal, AdminStore, AuditEntry, TooSoon } from "../../ports/admin-store.ts";

/** Who acts, and why: both are written to the audit log. */
export type Operator = { readonly actor: string; readonly reason?: string | undefined };

export type FoundUser = Result<
  User,
  | Refused<"not-found">
  /** Several registrations wait for this address: only an id can say which one is meant. */
  | Refused<"several", { readonly users: readonly User[] }>
>;

/**
 * Finds the user that an id or an address refers to. An address refers to its owner, or to the only
 * registration that waits for it; `among: "unconfirmed"` searches only waiting registrations.
 */
export async function findUser(
  { store }: Uses<"findUsers">,
  wanted: string,
  among: "any" | "unconfirmed" = "any",
): Promise<FoundUser> {
  if (!wanted.includes("@")) {
    const [user] = await store.findUsers({ id: wanted.toLowerCase() });
    return user === undefined ? refused("not-found") : done(user);
  }
  const address = parseEmailAddress(wanted);
  if (!address.ok) return refused("not-found");
  const users = await store.findUsers({ emailKey: address.value.key });
  const waiting = users.filter((user) => user.confirmedOn === null);
  const owner = users.find((user) => user.confirmedOn !== null);
  const [only, ...others] = waiting;
  if (owner !== undefined && (among === "any" || only === undefined)) return done(owner);
  if (only === undefined) return refused("not-found");
  return others.length === 0 ? done(only) : { ...refused("several"), users: waiting };
}

const AUDIT_AT_ONCE = 2_000;

/** The whole audit log, oldest first, page by page, because it may not fit into memory. */
export async function* readAudit({
  store,
}: Uses<"listAudit">): AsyncGenerator<readonly AuditEntry[]> {
  for (let after: string | undefined; ;) {
    const page = await store.listAudit({ oldestFirst: true, after, limit: AUDIT_AT_ONCE });
    yield page;
    after = page.at(-1)?.id;
    if (page.length < AUDIT_AT_ONCE) return;
  }
}

export type NewUser = {
  readonly email: string;
  /** Without one nobody knows the password: the person chooses it with the link or by a reset. */
  readonly password?: string | undefined;
  readonly confirmed: boolean;
  readonly admin: boolean;
  readonly mail: boolean;
};

export type CreateRefusal =
  | Refused<"address-taken">
  | Refused<"address-reserved">
  | {
      readonly ok: false;
      readonly reason: "invalid";
      readonly fields: { readonly email?: NewEmailRefusal; readonly password?: PasswordRefusal };
    };

/** Adds a user for an operator. The password must meet the same policy as everybody's. */
export async function createUser(
  context: Uses<"createUser", "clock" | "random" | "passwords" | "settings">,
  { actor, reason }: Operator,
  wanted: NewUser,
): Promise<Result<{ readonly user: User; readonly mailed: boolean }, CreateRefusal>> {
  const { store, clock, random, passwords, settings } = context;
  const address = parseNewAddress(wanted.email);
  if (!address.ok) return { ...refused("invalid"), fields: { email: address.reason } };
  const checked =
    wanted.password === undefined
      ? done(undefined)
      : checkPassword(settings.passwords, {
          password: wanted.password,
          email: address.value.key,
          siteName: settings.appName,
        });
  if (!checked.ok) return { ...refused("invalid"), fields: { password: checked.reason } };
  const typed = checked.value;
  const password =
    typed === undefined
      ? undefined
      : passwordCredential(
          randomId(random),
          await passwords.admit(OPERATOR, (hasher) => hasher.hash(typed)),
        );
  const now = clock.now();
  return store.createUser({
    userId: timeOrderedId(random, now),
    address: address.value,
    password,
    registeredWith: "an operator's console",
    confirmed: wanted.confirmed,
    admin: wanted.admin,
    mailLimit: wanted.mail && !wanted.confirmed ? settings.limits.operator : undefined,
    actor,
    reason,
    now,
  });
}

/**
 * Confirms a user on the responsibility of a named operator, who must give a reason (I2). The address is
 * claimed and other registrations of it are removed, exactly as when a link is used.
 */
export const confirmUser = (
  { store, clock }: Uses<"confirmUser", "clock">,
  { actor, reason }: Operator & { readonly reason: string },
  userId: string,
): Promise<Result<User, "not-found" | "already-confirmed" | "disabled" | AddressRefusal>> =>
  store.confirmUser({ actor, reason, userId, now: clock.now() });

/** Disables a user from the next request on. A requested deletion is cancelled. */
export const disableUser = (
  { store, clock }: Uses<"disableUser", "clock">,
  { actor, reason }: Operator,
  userId: string,
): Promise<Result<User, "not-found" | "already-disabled" | "last-admin">> =>
  store.disableUser({ actor, reason, userId, now: clock.now() });

/** Enables a disabled user again. Its old sessions and links do not come back. */
export const enableUser = (
  { store, clock }: Uses<"enableUser", "clock">,
  { actor, reason }: Operator,
  userId: string,
): Promise<Result<User, "not-found" | "not-disabled">> =>
  store.enableUser({ actor, reason, userId, now: clock.now() });

/** Makes a confirmed user an admin, or makes an admin an ordinary user and ends their sessions. */
export const setAdmin = (
  { store, clock }: Uses<"setAdmin", "clock">,
  { actor, reason }: Operator,
  userId: string,
  admin: boolean,
): Promise<Result<User, "not-found" | "unconfirmed" | "no-change" | "last-admin">> =>
  store.setAdmin({ actor, reason, userId, admin, now: clock.now() });

/** Gives a confirmed user a role, or takes one away and ends their sessions. */
export const setRole = (
  context: Uses<"setAdmin" | "setRole", "clock">,
  { actor, reason }: Operator,
  userId: string,
  change: { readonly role: string; readonly held: boolean },
): Promise<Result<User, "not-found" | "unconfirmed" | "no-change" | "last-admin">> =>
  change.role === "admin"
    ? setAdmin(context, { actor, reason }, userId, change.held)
    : context.store.setRole({ actor, reason, userId, ...change, now: context.clock.now() });

/** Deletes a user, confirmed or not. Whoever next proves the address may have it. */
export const deleteUser = (
  { store, clock }: Uses<"removeUser", "clock">,
  { actor, reason }: Operator,
  userId: string,
): Promise<Result<null, "not-found" | "last-admin">> =>
  store.removeUser({ actor, reason, userId, now: clock.now() });

/** Sends the confirmation mail again, however many strangers asked for: operators have a limit of their own. */
export const resend = (
  { store, clock, settings }: Uses<"sendConfirmation", "clock" | "settings">,
  { actor, reason }: Operator,
  userId: string,
): ReturnType<AdminStore["sendConfirmation"]> =>
  store.sendConfirmation({
    actor,
    reason,
    userId,
    mailLimit: settings.limits.operator,
    now: clock.now(),
  });

/**
 * Starts a reset for a confirmed user. The mail goes to the mailbox; an operator sees neither the link in it
 * nor a password. Operators have a limit of their own, which no stranger can use up.
 */
export const sendReset = (
  { store, clock, settings }: Uses<"sendReset", "clock" | "settings">,
  { actor, reason }: Operator,
  userId: string,
): ReturnType<AdminStore["sendReset"]> =>
  store.sendReset({ actor, reason, userId, mailLimit: settings.limits.operator, now: clock.now() });

/**
 * Moves a registration that waits to the address that was meant, and sends the mail there. Links mailed to the old address end.
 * Only its owner moves a confirmed account to another address.
 */
export async function correctAddress(
  { store, clock, settings }: Uses<"correctAddress", "clock" | "settings">,
  { actor, reason }: Operator,
  userId: string,
  typed: string,
): Promise<Result<EmailAddress, Refused<NewEmailRefusal> | Refused<"not-waiting"> | TooSoon>> {
  const address = parseNewAddress(typed);
  if (!address.ok) return address;
  const moved = await store.correctAddress({
    actor,
    reason,
    userId,
    address: address.value,
    mailLimit: settings.limits.operator,
    now: clock.now(),
  });
  return moved.ok ? address : moved;
}

/** Ends all sessions of a user, or one, from the next request on. Returns how many. */
export const endUserSessions = (
  { store, clock }: Uses<"endUserSessions", "clock">,
  { actor, reason }: Operator,
  userId: string,
  sessionId?: string,
): Promise<number> => store.endUserSessions({ actor, reason, userId, sessionId, now: clock.now() });

/**
 * Removes second factors and passkeys of a user, those with these ids or all, for one who has lost them. The password
 * stays, and so does whoever proved the mailbox.
 */
export const removeFactors = (
  { store, clock }: Uses<"removeFactors", "clock">,
  { actor, reason }: Operator & { readonly reason: string },
  userId: string,
  ids: readonly string[] | undefined,
): ReturnType<AdminStore["removeFactors"]> =>
  store.removeFactors({ actor, reason, userId, ids, now: clock.now() });

/** Keeps a user who asked to be deleted and has not been deleted yet. */
export const takeBackDeletion = (
  { store, clock }: Uses<"takeBackDeletion", "clock">,
  { actor, reason }: Operator,
  userId: string,
): Promise<Result<User, "not-found" | "not-deleting">> =>
  store.takeBackDeletion({ actor, reason, userId, now: clock.now() });
