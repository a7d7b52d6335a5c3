// Moves a confirmed user to another address: nothing changes until the new mailbox is proven.

import { homeNetwork } from "../../domain/client-address.ts";
import { evidenceOf, strengthOf, type OwnProof, type Shown } from "../../domain/evidence.ts";
import type { NewEmailRefusal } from "../../domain/email-address.ts";
import type { LinkRefusal } from "../../domain/link.ts";
import { askedFactors, distrustedSince, LOCK } from "../../domain/lock.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Uses } from "../../ports/context.ts";
import { completeLogIn, type LoggedIn, type SignIn } from "../../identity/complete-log-in.ts";
import { countAct, knownDevice, type TooMany } from "../../identity/limits.ts";
import { openLink, type OpenedLink, type ReadyLink } from "../../identity/links.ts";
import { checkReader, type ReaderRefusal, type Typed } from "../../identity/reader.ts";
import { checkCode } from "../../identity/second-factor.ts";
import { checkOwnPassword, type OwnPasswordRefusal } from "../../identity/own-password.ts";
import { factorsAsked } from "../../identity/second-factor-policy.ts";
import { checkNewAddress } from "../registration/index.ts";
import type { CurrentSession } from "../../ports/session-store.ts";
import { sessionAfter, type MintedSession } from "../../identity/sessions.ts";

export type EmailRequestRefusal =
  | Refused<NewEmailRefusal | "email-not-allowed" | "same-address" | "frozen" | "unconfirmed">
  | TooMany;

/**
 * Asks to move to another address. The new one gets a link, and the old one is told and may stop the change.
 * Neither the answer nor the work reveals whether the new address has an owner (I7, I9).
 */
export async function requestEmailChange(
  context: Uses<"hit" | "requestEmailChange", "addressPolicy" | "clock" | "settings">,
  user: User,
  typed: string,
  client: Client,
): Promise<Result<string, EmailRequestRefusal>> {
  const { store, clock, settings } = context;
  if (user.confirmedOn === null) return refused("unconfirmed");
  const address = await checkNewAddress(context, typed, user.emailKey);
  if (!address.ok) return address;
  if (address.value.key === user.emailKey) return refused("same-address");
  const now = clock.now();
  const busy = await countAct(context, "request", client);
  if (busy !== undefined) return busy;
  const written = await store.requestEmailChange({
    userId: user.id,
    address: address.value,
    askedBy: homeNetwork(client.address),
    limit: settings.limits.notice,
    now,
  });
  if (written.asked) return done(address.value.display);
  const { retryOn } = written;
  return retryOn === undefined ? refused("frozen") : { ...refused("too-many"), retryOn };
}

export type ChangePurpose = "change-email" | "stop-change" | "undo-change";

/**
 * Looks up a link of a change, as `openLink` does. A link to an address that belongs to somebody else by now
 * says so at once, and works again when that ends. The write that uses the link decides.
 */
export async function openChange(
  context: Uses<"findLink" | "mayMove", "clock" | "links">,
  purpose: ChangePurpose,
  token: string | undefined,
): Promise<OpenedLink> {
  const opened = await openLink(context, purpose, token);
  if (opened.state !== "ready" || purpose === "stop-change") return opened;
  const { link, user } = opened;
  const to = { userId: user.id, emailKey: link.emailKey, now: context.clock.now() };
  return (await context.store.mayMove(to)) ? opened : { state: "address-taken", link, user };
}

export type ChangeRefusal = Refused<LinkRefusal | "proof-needed"> | OwnPasswordRefusal;

export type EmailChanged = {
  readonly user: User;
  /** The user returned to an address that could have undone the change away from it. */
  readonly isBack: boolean;
  readonly minted: MintedSession | undefined;
};

/** Nothing was changed yet: a second factor is needed, or the form again, in a session that has just begun. */
export type ToLogIn = { readonly loggedIn: LoggedIn | undefined };

/**
 * Moves the user to the address that the link was mailed to. The link alone is not enough: the address may have
 * been mistyped, and its mailbox may be scanned by a machine that presses buttons. So whoever opens it must be
 * logged in as the user, or know the password. Where a sign-in takes two factors, the password alone only begins one.
 */
export async function changeEmail(
  context: Uses<
    | "changeEmail"
    | "countTry"
    | "findPassword"
    | "giveTryBack"
    | "isMarkLive"
    | "listCredentials"
    | "logIn",
    "clock" | "random" | "passwords" | "devices" | "settings"
  >,
  opened: OpenedLink,
  proof: { readonly current: CurrentSession | undefined; readonly password: string },
  client: Client,
): Promise<Result<EmailChanged | ToLogIn, ChangeRefusal>> {
  if (opened.state !== "ready") return refused(opened.state);
  const { link, user } = opened;
  const proven = await ownProof(context, user, proof, client);
  if (!proven.ok) return proven;
  const owner = { userId: user.id, emailKey: link.emailKey };
  const { shown } = proven.value;
  const here = proof.current?.user.id === user.id ? proof.current : undefined;
  const known = here === undefined ? shown : evidenceOf(here.session);
  if (strengthOf(known) < (await factorsAsked(context, user)))
    return here === undefined
      ? beginLogIn(context, user, { shown, client, replaces: proof.current })
      : done({ loggedIn: undefined });
  const minted = sessionAfter(context, owner, proof.current, client, shown);
  const changed = await context.store.changeEmail({
    linkId: link.id,
    proof: proven.value.proof,
    session: minted?.session,
    now: context.clock.now(),
  });
  return changed.ok ? done({ ...changed.value, minted }) : changed;
}

/** The password was right: from here on it is a login, whose second step follows. */
async function beginLogIn(
  context: Uses<"isMarkLive" | "logIn", "clock" | "random" | "devices" | "settings">,
  user: User,
  typed: Pick<SignIn, "shown" | "client" | "replaces">,
): Promise<Result<ToLogIn, ChangeRefusal>> {
  const isKnown = (await knownDevice(context, user.emailKey, typed.client)) !== undefined;
  const completed = await completeLogIn(context, { ...typed, user, isKnown });
  return completed.ok ? done({ loggedIn: completed.value }) : refused("wrong-password");
}

type Proven = { readonly proof: OwnProof; readonly shown: readonly Shown[] };

async function ownProof(
  context: Uses<
    "countTry" | "findPassword" | "giveTryBack" | "isMarkLive",
    "clock" | "passwords" | "devices" | "settings"
  >,
  user: User,
  {
    current,
    password: typed,
  }: { readonly current: CurrentSession | undefined; readonly password: string },
  client: Client,
): Promise<Result<Proven, ChangeRefusal>> {
  if (current?.user.id === user.id) {
    return done({ proof: { kind: "session", hash: current.hash }, shown: [] });
  }
  const checked = await checkOwnPassword(context, { user, typed, client });
  if (checked.ok) {
    const { credentialId } = checked.value;
    return done({ proof: { kind: "password", credentialId }, shown: [checked.value] });
  }
  return checked.reason === "password-missing" ? refused("proof-needed") : checked;
}

/** Why somebody stops a change: they asked for it themselves and changed their mind, or it was not them. */
export const DOORS = ["changed-my-mind", "not-me"] as const;
export type StopDoor = (typeof DOORS)[number];

type ReadingRefusal = Refused<LinkRefusal> | ReaderRefusal;

/**
 * Stops a pending change, with the link in the old mailbox. If the user did not ask for it, a stranger is in
 * the account and could ask again a minute later: "not-me" therefore logs everybody out, voids the password,
 * freezes the address for a week, and mails a link to choose a new password.
 */
export async function stopEmailChange(
  context: Uses<"hit" | "lockAccount" | "stopEmailChange", "clock" | "codes" | "settings">,
  opened: OpenedLink,
  { door, typed }: { readonly door: StopDoor; readonly typed: Typed },
  client: Client,
): Promise<Result<User, ReadingRefusal>> {
  const { store, clock } = context;
  if (opened.state !== "ready") return refused(opened.state);
  const read = await checkReader(context, opened.link, typed, client);
  if (!read.ok) return read;
  const { id: linkId } = opened.link;
  return door === "not-me"
    ? store.lockAccount({ linkId, ...LOCK, now: clock.now() })
    : store.stopEmailChange({ linkId, now: clock.now() });
}

/**
 * Undoes a change that was made, with the link in the old mailbox. Whoever made it knows the password, so the
 * password is voided too, and the owner of the mailbox chooses a new one by mail.
 */
export async function undoEmailChange(
  context: CheckingCodes & Uses<"hit" | "undoEmailChange", "clock" | "codes" | "settings">,
  opened: OpenedLink,
  typed: Typed & { readonly factor: string },
  client: Client,
): Promise<Result<User, ReadingRefusal | Refused<FactorRefusal>>> {
  const { store, clock } = context;
  if (opened.state !== "ready") return refused(opened.state);
  const read = await checkReader(context, opened.link, typed, client);
  if (!read.ok) return read;
  const factor = (await asksForFactor(context, opened))
    ? await checkCode(context, opened.user, typed.factor, client, opened.link.emailKey)
    : undefined;
  if (factor?.ok === false) {
    return "retryOn" in factor ? factor : refused(FACTOR_REFUSALS[factor.reason]);
  }
  const undone = await store.undoEmailChange({
    linkId: opened.link.id,
    shown: factor?.value,
    ...LOCK,
    now: clock.now(),
  });
  // A code of something that goes with the lock, or one that somebody else used at this moment.
  return !undone.ok && undone.reason === "factor-needed" ? refused("wrong-factor") : undone;
}

/**
 * Whether undoing asks for a code of the account's second factor: the way back is no weaker than the way in. One that
 * was added in the last days could be a thief's, and goes.
 */
export async function asksForFactor(
  { store, clock }: Uses<"listCredentials", "clock">,
  { link, user }: ReadyLink,
): Promise<boolean> {
  const since = distrustedSince(link, LOCK, clock.now());
  return askedFactors(await store.listCredentials(user.id), since).length > 0;
}

const FACTOR_REFUSALS = {
  "code-missing": "factor-missing",
  "wrong-code": "wrong-factor",
  "code-used": "factor-used",
} as const;

export type FactorRefusal = (typeof FACTOR_REFUSALS)[keyof typeof FACTOR_REFUSALS];

type CheckingCodes = Parameters<typeof checkCode>[0];

/** The user cancels their own request. */
export async function cancelEmailChange(
  { store, clock }: Uses<"cancelEmailChange", "clock">,
  user: User,
): Promise<Result<null, "nothing-pending">> {
  const cancelled = await store.cancelEmailChange({ userId: user.id, now: clock.now() });
  return cancelled ? done(null) : refused("nothing-pending");
}
