// Registering: an unconfirmed user of one's own, whoever else typed the same address.

import { homeNetwork } from "../../domain/client-address.ts";
import {
  parseNewAddress,
  type EmailAddress,
  type NewEmailRefusal,
} from "../../domain/email-address.ts";
import { passwordCredential, passwordShown } from "../../domain/evidence.ts";
import { randomId, timeOrderedId } from "../../domain/id.ts";
import { checkPassword, type PasswordRefusal } from "../../domain/password-policy.ts";
import { localPath } from "../../domain/next-path.ts";
import { dueAfterTyping } from "../../domain/suggest-address.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import { termsProblem, type TermsRefusal } from "../../domain/terms.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Context, Uses } from "../../ports/context.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import { checkFields, type CheckedFields, type FieldProblems } from "../../identity/user-fields.ts";
import { askedAt } from "../../domain/user-field.ts";
import { askerOf, countAct, type TooMany } from "../../identity/limits.ts";
import { mintSession, type MintedSession } from "../../identity/sessions.ts";
import type { RepeatedRegistration } from "../../ports/registration-store.ts";
import { asksForProof, passesCaptcha, spendProof } from "./proof-of-work.ts";

export type RegisterInput = {
  readonly email: string;
  readonly password: string;
  readonly next?: string | undefined;
  /** What was entered in the extra fields of the site, by name. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The version of the terms that was accepted, on a site that has some. */
  readonly terms?: string | undefined;
  /** Made with the form; sending the same form again registers nothing new. */
  readonly formId?: string | undefined;
  /** What was sent as proof of work; what is none, or was used before, counts as nothing. */
  readonly proof?: string | undefined;
  /** The token of the operator's captcha. */
  readonly captcha?: string | undefined;
  /** Whether nothing is registered without a proof while the site asks for one: for programs, which can solve it. */
  readonly needsProof?: boolean;
  /** Where the person came from, if it is one of the sources of the site. */
  readonly source?: string | undefined;
  /** The tag of the language in which it was asked for, which its mails are written in. */
  readonly language?: string | undefined;
  readonly client: Client;
};

export type RegistrationFields = {
  readonly email?: NewEmailRefusal | "email-not-allowed";
  readonly password?: PasswordRefusal;
  readonly terms?: TermsRefusal;
};

export type RegistrationRefusal =
  | Refused<"closed">
  | Refused<"invalid", { readonly fields: RegistrationFields; readonly problems: FieldProblems }>
  | Refused<"proof-of-work-needed">
  | TooMany;

export type Registered = { readonly email: string; readonly minted: MintedSession };

/**
 * Registers: checks, hashes, and commits the user, the session, the link and the mail at once.
 *
 * The address is not looked up. An address that has an owner takes the same path, writes the same rows and
 * gives the same answer; what its mail says is decided when the mail is sent (I7). Throws `Overloaded` if too
 * many passwords wait to be hashed; nothing is changed then.
 */
export async function register(
  context: Uses<
    "firstContactState" | "hit" | "isMarkLive" | "logIn" | "register",
    | "addressPolicy"
    | "captcha"
    | "clock"
    | "random"
    | "passwords"
    | "devices"
    | "proofs"
    | "settings"
  >,
  input: RegisterInput,
): Promise<Result<Registered, RegistrationRefusal>> {
  const { clock, passwords, proofs, settings } = context;
  if (!settings.registration.open) return refused("closed");
  const checked = await checkForm(context, input);
  if (!checked.ok) return checked;
  const solved = proofs.read(input.proof, clock.now());
  const needsProof = input.needsProof === true && (await asksForProof(context));
  const passed = solved === undefined && (await passesCaptcha(context, input.captcha));
  if (needsProof && solved === undefined && !passed) return refused("proof-of-work-needed");
  const asker = await askerOf(context, input.client, checked.value.address.key);
  return passwords.admit(asker, (hasher) =>
    registerIn({ ...context, hasher }, checked.value, { ...input, solved, passed, needsProof }),
  );
}

type Registering = Uses<"hit" | "logIn" | "register", "clock" | "random" | "settings"> & {
  readonly hasher: PasswordHasher;
};
type Typed = {
  readonly address: EmailAddress;
  readonly password: string;
  readonly fields: CheckedFields;
};
/** With the id of the challenge that was solved, or whether the captcha was. */
type Proved = RegisterInput & { readonly solved: string | undefined; readonly passed: boolean };

/**
 * Registers, when it is this client's turn to hash: a request that is refused before that has counted nothing.
 */
async function registerIn(
  context: Registering,
  typed: Typed,
  input: Proved,
): Promise<Result<Registered, RegistrationRefusal>> {
  const { store, clock, random, hasher, settings } = context;
  const { address, password } = typed;
  const busy = await countAct(context, "register", input.client);
  if (busy !== undefined) return busy;
  const proven = input.passed || (await spendProof(context, input.solved));
  if (input.needsProof === true && !proven) return refused("proof-of-work-needed");
  const chosen = passwordCredential(randomId(random), await hasher.hash(password));
  const minted = mintSession(context, input.client, [passwordShown(chosen.id)]);
  const now = clock.now();
  const { repeated } = await store.register({
    user: {
      id: timeOrderedId(random, now),
      address,
      password: chosen,
      registeredWith: input.client.browser,
      nextPath: localPath(input.next, settings) ?? null,
      formId: input.formId ?? null,
      language: input.language,
      source: input.source,
      fields: typed.fields,
      terms: settings.terms?.version,
    },
    session: minted.session,
    askedBy: homeNetwork(input.client.address),
    mailDueOn: dueAfterTyping(address, settings.registration.domains, now),
    proven,
    now,
  });
  if (repeated === undefined) return done({ email: address.display, minted });
  return again(context, repeated, typed, input);
}

/**
 * The same form was sent twice: by pressing twice, or by going back and trying again. Only the same address and
 * the same password again get a session for the user that the first request made; anything else is a
 * registration of its own. A user who is confirmed by now may be somebody else, with another password:
 * comparing that here would be a login that is not counted as one.
 */
async function again(
  context: Registering,
  earlier: RepeatedRegistration,
  typed: Typed,
  input: Proved,
): Promise<Result<Registered, RegistrationRefusal>> {
  const { store, clock, hasher } = context;
  const anew = () => registerIn(context, typed, { ...input, formId: undefined });
  const { user, password } = earlier;
  const same =
    user.confirmedOn === null &&
    user.emailKey === typed.address.key &&
    (await hasher.verify(password?.hash, typed.password));
  if (!same || password === undefined) return anew();
  const minted = mintSession(context, input.client, [passwordShown(password.credentialId)]);
  const state = await store.logIn({
    session: minted.session,
    userId: user.id,
    now: clock.now(),
  });
  return state === undefined ? anew() : done({ email: user.email, minted });
}

async function checkForm(
  context: Pick<Context, "addressPolicy" | "settings">,
  input: RegisterInput,
): Promise<Result<Typed, Extract<RegistrationRefusal, { reason: "invalid" }>>> {
  const address = await checkNewAddress(context, input.email);
  const { settings } = context;
  const password = checkPassword(settings.passwords, {
    password: input.password,
    email: address.ok ? address.value.key : "",
    siteName: settings.appName,
  });
  const own = await checkFields(askedAt(settings.fields, "registration"), input.fields ?? {});
  const terms = termsProblem(settings.terms, input.terms);
  if (address.ok && password.ok && own.ok && terms === undefined)
    return done({ address: address.value, password: password.value, fields: own.value });
  return {
    ...refused("invalid"),
    fields: {
      ...(address.ok ? {} : { email: address.reason }),
      ...(password.ok ? {} : { password: password.reason }),
      ...(terms === undefined ? {} : { terms }),
    },
    problems: own.ok ? {} : own.problems,
  };
}

/**
 * The grammar of addresses, and then who may register here. Asked of every address that somebody is about to
 * begin to use, before anything is looked up: the answer is the same whether or not it has an account. What is
 * the person's own already, by its key, may stay so whatever the policy has become.
 */
export async function checkNewAddress(
  { addressPolicy }: Pick<Context, "addressPolicy">,
  typed: string,
  own?: EmailAddress["key"],
): Promise<Result<EmailAddress, NewEmailRefusal | "email-not-allowed">> {
  const address = parseNewAddress(typed);
  if (!address.ok || address.value.key === own) return address;
  return (await addressPolicy.accepts(address.value)) ? address : refused("email-not-allowed");
}

export type AddressChangeRefusal =
  | Refused<NewEmailRefusal | "email-not-allowed">
  | Refused<"not-waiting" | "too-many-mails">
  | TooMany;

/**
 * "Use a different address": moves a waiting registration to the address that was meant. Links mailed to the
 * older address are replaced, so after a typing error, whoever reads the wrong mailbox cannot use them.
 */
export async function changeRegistrationAddress(
  context: Uses<"changeRegistrationAddress" | "hit", "addressPolicy" | "clock" | "settings">,
  user: User,
  typed: string,
  client: Client,
): Promise<Result<EmailAddress, AddressChangeRefusal>> {
  const { store, clock, settings } = context;
  const address = await checkNewAddress(context, typed, user.emailKey);
  if (!address.ok) return address;
  const now = clock.now();
  const busy = await countAct(context, "request", client);
  if (busy !== undefined) return busy;
  const moved = await store.changeRegistrationAddress({
    userId: user.id,
    address: address.value,
    askedBy: homeNetwork(client.address),
    // Whoever types the same address again means it.
    mailDueOn:
      address.value.key === user.emailKey
        ? now
        : dueAfterTyping(address.value, settings.registration.domains, now),
    now,
  });
  return moved.ok ? address : moved;
}

/** "Keep it": the address only looks mistyped, and its mail need not wait any longer. */
export async function keepRegistrationAddress(
  { store, clock }: Uses<"keepRegistrationAddress", "clock">,
  user: User,
): Promise<Result<null, "not-waiting">> {
  const kept = await store.keepRegistrationAddress({ userId: user.id, now: clock.now() });
  return kept ? done(null) : refused("not-waiting");
}

/** Cancels a waiting registration: its sessions, links and mails are removed with it. */
export async function cancelRegistration(
  { store, clock }: Uses<"cancelRegistration", "clock">,
  user: User,
): Promise<Result<null, "not-waiting">> {
  const cancelled = await store.cancelRegistration({ userId: user.id, now: clock.now() });
  return cancelled ? done(null) : refused("not-waiting");
}

/** Removes the registrations that nobody confirmed in their lifetime; returns how many. */
export async function purgeRegistrations({
  store,
  clock,
  settings,
}: Uses<"purgeRegistrations", "clock" | "settings">): Promise<number> {
  const now = clock.now();
  return store.purgeRegistrations({ registeredBefore: now - settings.registration.lifetime, now });
}
