// Confirming: whoever proves the mailbox, and is or becomes the registrant, owns the address.

import { normaliseCode } from "../../domain/code.ts";
import { passwordCredential, passwordShown, type Shown } from "../../domain/evidence.ts";
import { randomId } from "../../domain/id.ts";
import type { LinkRefusal } from "../../domain/link.ts";
import { checkPassword, type PasswordRefusal } from "../../domain/password-policy.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Context, Uses } from "../../ports/context.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import { askerOf, countAct, type TooMany } from "../../identity/limits.ts";
import type { OpenedLink, ReadyLink } from "../../identity/links.ts";
import { checkReader, type ReaderRefusal, type Typed } from "../../identity/reader.ts";
import type { CurrentSession } from "../../ports/session-store.ts";
import { renewSession, sessionAfter, type MintedSession } from "../../identity/sessions.ts";
import type { StoredProof } from "../../ports/confirmation-store.ts";

/** What somebody offers as proof, besides the link, that they are the registrant; empty: nothing. */
export type Proof = {
  readonly current: CurrentSession | undefined;
  readonly password: string;
  readonly newPassword: string;
};

export type ConfirmRefusal =
  | Refused<LinkRefusal | "proof-needed" | "wrong-password" | "no-tries-left">
  | {
      readonly ok: false;
      readonly reason: "invalid";
      readonly fields: { readonly newPassword: PasswordRefusal };
    }
  | TooMany;

export type Confirmed = {
  readonly user: User;
  /** This browser's new session; undefined if the browser stays logged in as somebody else. */
  readonly minted: MintedSession | undefined;
  readonly proof: StoredProof["kind"];
};

/**
 * Confirms the address that this link was mailed to, for the registration it belongs to.
 *
 * The link's row names the address, so a link mailed to an old address cannot confirm a newer one. Whoever
 * opened the mail is not necessarily whoever chose the password, and machines open mails before people do. So
 * the link alone confirms nothing: `proof` shows that this is the browser or the password of the registration,
 * or takes the registration over with a new password, which voids the old one and every session made with it
 * (the pre-hijacking classes of Sudhodanan and Paverd, USENIX Security 2022).
 */
export async function confirm(
  context: Uses<
    "confirm" | "findPassword" | "hit" | "isMarkLive" | "spendPasswordTry",
    "clock" | "random" | "passwords" | "devices" | "settings"
  >,
  opened: OpenedLink,
  proof: Proof,
  client: Client,
): Promise<Result<Confirmed, ConfirmRefusal>> {
  const { store, clock } = context;
  if (opened.state !== "ready") return refused(opened.state);
  const stored = await storedProof(context, opened, proof, client);
  if (!stored.ok) return stored;
  const owner = { userId: opened.user.id, emailKey: opened.link.emailKey };
  const minted = sessionAfter(context, owner, proof.current, client, shownBy(stored.value));
  const confirmed = await store.confirm({
    linkId: opened.link.id,
    userId: opened.user.id,
    via: "link",
    proof: stored.value,
    session: minted?.session,
    now: clock.now(),
  });
  if (!confirmed.ok) return confirmed;
  return done({ user: confirmed.value, minted, proof: stored.value.kind });
}

async function storedProof(
  context: Uses<
    "findPassword" | "hit" | "isMarkLive" | "spendPasswordTry",
    "clock" | "random" | "passwords" | "devices" | "settings"
  >,
  opened: ReadyLink,
  { current, password, newPassword }: Proof,
  client: Client,
): Promise<Result<StoredProof, ConfirmRefusal>> {
  if (current?.user.id === opened.user.id) return done({ kind: "session", hash: current.hash });
  if (password === "" && newPassword === "") return refused("proof-needed");
  const asker = await askerOf(context, client, opened.link.emailKey);
  return context.passwords.admit(asker, async (hasher) => {
    const busy = await countAct(context, "prove", client);
    if (busy !== undefined) return busy;
    return newPassword === ""
      ? ownPassword({ ...context, hasher }, opened, password)
      : takeOver({ ...context, hasher }, opened, newPassword);
  });
}

/** The password chosen at this very registration. Five tries per link, counted before comparing. */
async function ownPassword(
  {
    store,
    hasher,
  }: Uses<"findPassword" | "spendPasswordTry"> & { readonly hasher: PasswordHasher },
  { link, user }: ReadyLink,
  typed: string,
): Promise<Result<StoredProof, ConfirmRefusal>> {
  if (!(await store.spendPasswordTry(link.id))) return refused("no-tries-left");
  const password = await store.findPassword(user.id);
  const right = await hasher.verify(password?.hash, typed);
  if (!right || password === undefined) return refused("wrong-password");
  return done({ kind: "password", credentialId: password.credentialId });
}

/** A new password takes the registration over: whoever reads the mailbox decides. */
async function takeOver(
  {
    hasher,
    random,
    settings,
  }: Pick<Context, "random" | "settings"> & { readonly hasher: PasswordHasher },
  { link }: ReadyLink,
  typed: string,
): Promise<Result<StoredProof, ConfirmRefusal>> {
  const checked = checkPassword(settings.passwords, {
    password: typed,
    email: link.emailKey,
    siteName: settings.appName,
  });
  if (!checked.ok) return { ...refused("invalid"), fields: { newPassword: checked.reason } };
  const password = passwordCredential(randomId(random), await hasher.hash(checked.value));
  return done({ kind: "new-password", password });
}

/** The evidence that a proof adds. A session as proof adds none. */
function shownBy(proof: StoredProof): readonly Shown[] {
  if (proof.kind === "session") return [];
  return [passwordShown(proof.kind === "password" ? proof.credentialId : proof.password.id)];
}

export type ConfirmedByCode = { readonly user: User; readonly minted: MintedSession };

export type CodeRefusal =
  Refused<"code-missing" | "code-format" | "wrong-code" | "expired-code" | "dead-code"> | TooMany;

/**
 * Confirms with the code from the same mail as the link, typed in the browser that registered. A try is spent
 * before anything is compared, so parallel guesses do not get more tries.
 */
export async function confirmWithCode(
  context: Uses<"confirm" | "hit" | "spendCodeTry", "clock" | "random" | "codes" | "settings">,
  current: CurrentSession,
  typed: string,
  client: Client,
): Promise<Result<ConfirmedByCode, CodeRefusal>> {
  const { store, clock, codes } = context;
  if (typed.trim() === "") return refused("code-missing");
  const code = normaliseCode(typed);
  if (code === undefined) return refused("code-format");
  const now = clock.now();
  const busy = await countAct(context, "prove", client);
  if (busy !== undefined) return busy;
  const tried = await store.spendCodeTry({ userId: current.user.id, now });
  const linkId = tried.open.find((id) => codes.matches(id, code));
  if (linkId === undefined) return refused(tried.ifWrong);
  const minted = renewSession(context, current, client);
  const proof: StoredProof = { kind: "session", hash: current.hash };
  const confirmed = await store.confirm({
    linkId,
    userId: current.user.id,
    via: "code",
    proof,
    session: minted.session,
    now,
  });
  // This reveals nothing about an address that has an owner: for such a registration, no code is right.
  return confirmed.ok ? done({ user: confirmed.value, minted }) : refused("wrong-code");
}

/** "This was not me": whoever reads the mailbox removes the registration. Nobody is locked out by it. */
export async function removeRegistration(
  context: Uses<"hit" | "removeRegistration", "clock" | "codes" | "settings">,
  { state, link }: OpenedLink,
  typed: Typed,
  client: Client,
): Promise<Result<null, LinkRefusal> | ReaderRefusal> {
  // An expired link no longer confirms anything, but it still shows whose mailbox it is.
  if (link === undefined) return refused("unknown");
  if (state !== "ready" && state !== "expired") return refused(state);
  const read = await checkReader(context, link, typed, client);
  if (!read.ok) return read;
  return context.store.removeRegistration({ linkId: link.id, now: context.clock.now() });
}
