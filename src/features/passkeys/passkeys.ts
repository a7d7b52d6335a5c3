// Passkeys: asking for one, adding, naming and removing them.

import { PASSKEY, type Credential } from "../../domain/evidence.ts";
import { randomId } from "../../domain/id.ts";
import {
  MOST_PASSKEYS,
  parsePasskeyAnswer,
  passkeyName,
  writePasskey,
} from "../../domain/passkey.ts";
import type { PasskeyAct } from "../../domain/passkey-challenge.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import { enrol } from "../../identity/enrol.ts";
import type { TooMany } from "../../identity/limits.ts";
import { maySetUp } from "../../identity/second-factor-policy.ts";
import type { MintedSession } from "../../identity/sessions.ts";
import type { Client, Uses } from "../../ports/context.ts";
import type { CurrentSession } from "../../ports/session-store.ts";
import { creationOptions, isAdding, requestOptions } from "./options.ts";
import { leftWithout, passkeysOf } from "./own-passkeys.ts";
import { expectationOf, newsOf, type Answered } from "./use.ts";

/** What a browser is asked, and the state that it sends back with the answer. */
export type Asked = { readonly options: object; readonly state: string };

/**
 * What to ask a browser for. Every try is given a challenge of its own, and nothing is stored. `signingIn` is whose
 * passkey it must be; at a login it may be anybody's, and nothing says whether anybody has one.
 */
export async function askForPasskey(
  {
    store,
    clock,
    random,
    passkeyChallenges,
    settings,
  }: Uses<"listCredentials", "clock" | "random" | "passkeyChallenges" | "settings">,
  act: PasskeyAct,
  binding: string,
  signingIn: Pick<CurrentSession, "user"> | undefined,
): Promise<Asked> {
  const made = passkeyChallenges.make(act, randomId(random), binding, clock.now());
  const { state, challenge } = made;
  if (act === "login" || signingIn === undefined)
    return { state, options: requestOptions(settings, challenge, [], true) };
  const { user } = signingIn;
  const passkeys = await listPasskeys({ store }, user.id);
  if (isAdding(act))
    return { state, options: creationOptions(settings, challenge, user, passkeys, act) };
  const asked = act === "again" ? passkeys.filter(logsIn) : passkeys;
  return { state, options: requestOptions(settings, challenge, asked, act === "again") };
}

const listPasskeys = async (
  { store }: Uses<"listCredentials">,
  userId: string,
): Promise<readonly Credential[]> => passkeysOf(await store.listCredentials(userId));

/** Whether a passkey is a whole sign-in, or only adds to a password. */
const logsIn = ({ factor }: Credential): boolean => factor === "both";

/** The session that continues, and whether the passkey logs in or only adds to a password. */
export type AddedPasskey = { readonly minted: MintedSession; readonly logsIn: boolean };

export type AddRefusal =
  Refused<"passkey-refused" | "passkey-taken" | "too-many-passkeys"> | TooMany;

/**
 * Adds the passkey that a browser has just made to the user who is logged in. The mailbox is told. A passkey that logs in
 * raises nothing: whoever has one may still log in with the password alone. A key that only adds to a password makes
 * two steps of every login.
 */
export async function addPasskey(
  context: Uses<
    "addCredentials" | "listCredentials",
    "clock" | "random" | "passkeys" | "passkeyChallenges" | "settings"
  >,
  current: CurrentSession,
  { credential, state, binding, client }: Answered,
  typed: string,
): Promise<Result<AddedPasskey, AddRefusal>> {
  const { settings, clock, passkeyChallenges, passkeys, random } = context;
  const challenge = passkeyChallenges.read(state, binding, clock.now());
  if (challenge === undefined || !isAdding(challenge.act)) return refused("passkey-refused");
  const isWhole = challenge.act !== "add-security-key";
  const isQuiet = challenge.act === "add-quietly";
  if (!isWhole && !maySetUp(settings)) return refused("passkey-refused");
  const answer = parsePasskeyAnswer(credential);
  const expected = { ...expectationOf(settings, challenge, isWhole && !isQuiet), isQuiet };
  const made = answer && (await passkeys.readMade(answer, expected));
  if (made === undefined) return refused("passkey-refused");
  const existing = await listPasskeys(context, current.user.id);
  if (existing.length >= MOST_PASSKEYS) return refused("too-many-passkeys");
  const name = passkeyName(typed) ?? client.browser;
  const { id: handle, counter, ...data } = made;
  const added = await enrol(
    context,
    current,
    {
      credentials: [
        {
          id: randomId(random),
          kind: PASSKEY,
          factor: isWhole ? "both" : "second",
          secret: writePasskey(data, settings.passkeys.rpId),
          state: `${counter}`,
          handle,
          name,
        },
      ],
      isShown: !isQuiet,
      news: newsOf("passkey-added", client),
    },
    client,
  );
  if (added.ok) return done({ minted: added.value, logsIn: isWhole });
  if (added.reason === "too-many") return added;
  return refused(added.reason === "taken" ? "passkey-taken" : "passkey-refused");
}

/** Gives a passkey another name; an empty one changes nothing. */
export async function renamePasskey(
  { store }: Uses<"listCredentials" | "renameCredential">,
  userId: string,
  id: string,
  typed: string,
): Promise<Result<null, "not-found" | "name-missing">> {
  const found = (await listPasskeys({ store }, userId)).some((each) => each.id === id);
  if (!found) return refused("not-found");
  const name = passkeyName(typed);
  if (name === undefined) return refused("name-missing");
  return (await store.renameCredential({ userId, id, name })) ? done(null) : refused("not-found");
}

/**
 * Removes a passkey, and ends every other session. Refused if it is the last second factor of somebody of whom the site
 * requires one.
 */
export async function removePasskey(
  { store, clock, settings }: Uses<"listCredentials" | "removeCredentials", "clock" | "settings">,
  { user, hash }: Pick<CurrentSession, "user" | "hash">,
  id: string,
  client: Client,
): Promise<Result<null, "not-found" | "passkey-required">> {
  const credentials = await store.listCredentials(user.id);
  const passkey = passkeysOf(credentials).find((each) => each.id === id);
  if (passkey === undefined) return refused("not-found");
  if (leftWithout(id, credentials, user, settings).required) return refused("passkey-required");
  const removed = await store.removeCredentials({
    userId: user.id,
    ids: [id],
    acting: hash,
    news: newsOf("passkey-removed", client),
    now: clock.now(),
  });
  return removed ? done(null) : refused("not-found");
}
