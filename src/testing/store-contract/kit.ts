// Set-up for the store contracts: only through the store's own methods.

import { parseEmailAddress, type EmailAddress } from "../../domain/email-address.ts";
import {
  passwordCredential,
  PASSWORD,
  type NewCredential,
  type OwnProof,
} from "../../domain/evidence.ts";
import { firstContactDefaults, type FirstContactRules } from "../../domain/first-contacts.ts";
import { limitDefaults, type Limit } from "../../domain/limits.ts";
import { withoutMailBudget, type MailBudget } from "../../domain/mail-budget.ts";
import { linkDefaults, type LinkPurpose } from "../../domain/link.ts";
import { sessionHash, type NewSession, type Session } from "../../domain/session.ts";
import { mailboxDigests } from "../../domain/stopped-mailbox.ts";
import { days, seconds, type Instant } from "../../domain/time.ts";
import { randomId, timeOrderedId } from "../../domain/id.ts";
import type { LogIn } from "../../ports/session-store.ts";
import type { ConfirmInput } from "../../ports/confirmation-store.ts";
import type { ClaimedMail } from "../../ports/outbox-store.ts";
import type { NewUser } from "../../ports/registration-store.ts";
import type { Store } from "../../ports/store.ts";
import { seededRandom } from "../random.ts";

/** Opens an empty store of some engine. The contract disposes of what it opened. */
export type OpenStore = () => Promise<OpenedStore>;

/**
 * What the contract needs from a test runner. Vitest and Jest have it; `node:test` does with Jest's package
 * `expect`.
 */
export type TestRunner = {
  describe(name: string, body: () => void): unknown;
  test(name: string, body: () => Promise<void>): unknown;
  expect(value: unknown): Expectation & { readonly not: Expectation };
};

/** The matchers that the contract uses, as Jest and Vitest name them. */
export type Expectation = {
  toBe(expected: unknown): void;
  toBeDefined(): void;
  toBeGreaterThan(expected: number): void;
  toBeLessThanOrEqual(expected: number): void;
  toBeNull(): void;
  toBeUndefined(): void;
  toContain(expected: unknown): void;
  toContainEqual(expected: unknown): void;
  toEqual(expected: unknown): void;
  toHaveLength(expected: number): void;
  toMatch(expected: RegExp): void;
  toMatchObject(expected: object): void;
};

/** What each part of the contract gets. */
export type StoreTests = TestRunner & { readonly openStore: OpenStore };

/** A store that is closed when its test is over. */
export type OpenedStore = Store & AsyncDisposable;

/** A Sunday in November, like the clock of the whole test kit. */
export const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);

/** A limit that nobody reaches, for contracts that are about something else. */
export const NO_LIMIT: Limit = { name: "operator", windows: [] };

export const OPERATOR_LIMIT: Limit = limitDefaults.operator;

/** Who asks for a mail in contracts that are about something else, and how often a registration may ask. */
export const ASKS = {
  askedBy: "192.0.2.1/32",
  budget: withoutMailBudget,
  limit: NO_LIMIT,
} as const;

const random = seededRandom("store contract");

export const newId = (now: Instant = NOW): string => timeOrderedId(random, now);

export function addressOf(text: string): EmailAddress {
  const address = parseEmailAddress(text);
  if (!address.ok) throw new Error(`${text} is no address.`);
  return address.value;
}

/** A session by a password; with `credentialId`, by one that must still be valid. */
export function newSession(now: Instant = NOW, credentialId?: string): NewSession {
  const secret = Buffer.from(random.bytes(32)).toString("base64url");
  return {
    hash: sessionHash(secret)!,
    id: randomId(random),
    createdOn: now,
    lastSeenOn: now,
    evidence: [{ kind: PASSWORD, factor: "first", ...(credentialId && { credentialId }), on: now }],
    expiresOn: now + days(30),
    browser: "Firefox on Linux",
    client: "192.0.2.1",
    shared: false,
    atMost: 100,
  };
}

/** A password of which only the hash is known. */
export const passwordOf = (hash: string): NewCredential =>
  passwordCredential(randomId(random), hash);

/** A user's own password as a proof. */
export const byPassword = ({ password }: Pick<Registered, "password">) =>
  ({ kind: "password", credentialId: password.id }) as const;

/** A login with a user's password, and a session that differs as `differs` says. */
export function loginOf(
  { userId, password }: Pick<Registered, "userId" | "password">,
  { now = NOW, ...differs }: Partial<NewSession> & { readonly now?: Instant } = {},
): LogIn {
  return { session: { ...newSession(now, password.id), ...differs }, userId, now };
}

export type Registered = {
  readonly userId: string;
  readonly session: NewSession;
  readonly password: NewCredential;
  readonly address: EmailAddress;
};

/** Registers, as the use case would; every registration has its own password. */
export async function register(
  store: Store,
  email: string,
  {
    now = NOW,
    askedBy = "192.0.2.1/32",
    formId = null as string | null,
    language = undefined as string | undefined,
    fields = undefined as NewUser["fields"],
    terms = undefined as NewUser["terms"],
    client = "192.0.2.1",
    password: given = undefined as NewCredential | undefined,
  } = {},
): Promise<Registered> {
  const userId = newId(now);
  const session = { ...newSession(now), client };
  const password = given ?? passwordOf(`hash of ${userId}`);
  const address = addressOf(email);
  await store.register({
    user: {
      id: userId,
      address,
      password,
      registeredWith: "Firefox on Linux",
      nextPath: null,
      formId,
      language,
      fields,
      terms,
    },
    session,
    askedBy,
    now,
  });
  return { userId, session, password, address };
}

/** The digests of mailboxes, by two keys: the second is the older one. */
export const DIGESTS = mailboxDigests(["contract key, the newest", "contract key, the older"]);

/** Claims what is due, as a sender would. */
export const claim = (
  store: Store,
  now: Instant = NOW,
  count = 100,
  budget: MailBudget = withoutMailBudget,
  languageFor = (chosen: string | null): string => chosen ?? "en",
  firstContacts?: FirstContactRules,
) =>
  store.claimMails({
    ...NO_SHARES,
    count,
    lease: seconds(30),
    lifetimes: linkDefaults,
    budget,
    firstContacts,
    languageFor,
    mailboxes: DIGESTS,
    now,
  });

/** Claims what is due, where what the site may send to strangers is counted. */
export const claimCounted = (
  store: Store,
  now: Instant,
  rules = firstContactDefaults,
  count = 100,
) => claim(store, now, count, withoutMailBudget, undefined, rules);

const NO_SHARES = { roomFor: () => Infinity, fullDomains: [] };

/** Claims what is due, and has the mail server accept all of it. */
export async function handOver(
  store: Store,
  now: Instant = NOW,
  budget: MailBudget = withoutMailBudget,
): Promise<readonly ClaimedMail[]> {
  const claimed = await claim(store, now, 100, budget);
  for (const mail of claimed) {
    await store.settleMail({
      ...mail,
      state: "sent",
      answer: "250 ok",
      fault: null,
      dueOn: now,
      now,
    });
  }
  return claimed;
}

/** The link in the mail to an address, after it was handed over. */
export async function linkTo(
  store: Store,
  email: string,
  now: Instant = NOW,
  purpose: LinkPurpose = "confirm",
): Promise<string> {
  const mails = await handOver(store, now);
  const found = mails.find((mail) => mail.email === email && mail.link?.purpose === purpose);
  if (found?.link === undefined) throw new Error(`There is no ${purpose} link to ${email}.`);
  return found.link.id;
}

/** Confirms with a link in the browser that registered, which continues with a new session. */
export const bySession = (
  linkId: string,
  { session, userId }: Registered,
  now: Instant = NOW,
): ConfirmInput & { readonly session: NewSession } => ({
  linkId,
  userId,
  via: "link",
  proof: { kind: "session", hash: session.hash },
  session: newSession(now),
  now,
});

/** Registers and confirms in the same browser. `session` is the one that continues. */
export async function confirmed(
  store: Store,
  email: string,
  now: Instant = NOW,
): Promise<Registered> {
  const registered = await register(store, email, { now });
  const confirming = bySession(await linkTo(store, email, now), registered, now);
  const done = await store.confirm(confirming);
  if (!done.ok) throw new Error(`${email} could not be confirmed: ${done.reason}`);
  return { ...registered, session: confirming.session };
}

/** When a deletion takes place that is requested now. */
export const DELETES_ON = NOW + days(14);

/** Requests the deletion of a user: returns when it will be, or why not. */
export async function askForDeletion(
  store: Store,
  { userId, password }: Pick<Registered, "userId" | "password">,
  proof: OwnProof = byPassword({ password }),
): Promise<Instant | "wrong-password" | "last-admin"> {
  const asked = await store.requestDeletion({
    userId,
    proof,
    deletesOn: DELETES_ON,
    wayBack: days(7),
    limit: NO_LIMIT,
    now: NOW,
  });
  if (asked.ok) return asked.value;
  if (asked.reason === "too-many") throw new Error("A limit that nobody reaches was reached.");
  return asked.reason;
}

/** What was done about a user, oldest first. */
export async function actsOf(store: Store, userId: string): Promise<readonly string[]> {
  const facts = await store.readUserFacts(userId);
  return (facts?.audit ?? []).map(({ act }) => act).toReversed();
}

/** A user's sessions, most recently used first, including expired ones. */
export async function sessionsOf(store: Store, userId: string): Promise<readonly Session[]> {
  const all = { now: 0, idleSince: 0, sharedIdleSince: 0, limit: 10_000 };
  return (await store.listSessions({ userId, ...all })).rows;
}
