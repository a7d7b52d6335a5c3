// Setting two-step login up, changing it, and removing it.

import {
  PASSKEY,
  RECOVERY_CODE,
  TOTP,
  type Credential,
  type NewCredential,
} from "../../domain/evidence.ts";
import { randomId } from "../../domain/id.ts";
import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import { normaliseRecoveryCode, recoveryCodeDigest } from "../../domain/recovery-code.ts";
import { NONCE, ofCredential } from "../../domain/sealed.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import { enrol, type EnrolmentRefusal } from "../../identity/enrol.ts";
import type { TooMany } from "../../identity/limits.ts";
import { mustKeepFactor } from "../../identity/second-factor-policy.ts";
import type { MintedSession } from "../../identity/sessions.ts";
import type { Client, Context, Uses } from "../../ports/context.ts";
import type { CredentialNews } from "../../ports/credential-store.ts";
import type { Settings } from "../../ports/settings.ts";
import type { CurrentSession } from "../../ports/session-store.ts";
import { newSetUp, openSetUp, ownerOf, sealSetUp, type SetUp } from "./set-up.ts";

/** What a user has for the second step. */
export type Having = {
  readonly app: Credential | undefined;
  readonly codesLeft: number;
  /** Whether there are passkeys or security keys, too. */
  readonly hasOthers: boolean;
  /** Whether the user may choose that the password is enough: nothing they have only adds to it. */
  readonly mayChoose: boolean;
};

export function havingOf(credentials: readonly Credential[]): Having {
  const app = credentials.find(({ kind }) => kind === TOTP);
  const others = credentials.filter(
    ({ id, factor }) => id !== app?.id && (factor === "second" || factor === "both"),
  );
  return {
    app,
    codesLeft: credentials.filter(({ kind }) => kind === RECOVERY_CODE).length,
    hasOthers: others.length > 0,
    mayChoose: others.length > 0 && !credentials.some(({ factor }) => factor === "second"),
  };
}

/** Whether somebody could take the second step without the app: passkeys count where this site takes them. */
export const couldDoWithout = (
  credentials: readonly Credential[],
  { passkeys }: Pick<Settings, "passkeys">,
): boolean => {
  const taken = credentials.filter(({ kind }) => kind !== PASSKEY || passkeys.on);
  return havingOf(taken).hasOthers;
};

/** What is under way in a browser, and as whose it is sealed. */
export type Begun = Having & { readonly setUp: SetUp; readonly sealed: string };

/** The set-up that is under way in this browser; a new one if there is none. Nothing is stored. */
export async function beginSetUp(
  context: Uses<"listCredentials", "clock" | "random" | "sealed" | "oneTimeCodes">,
  { user }: CurrentSession,
  kept: string | undefined,
): Promise<Begun> {
  const credentials = await context.store.listCredentials(user.id);
  const owner = ownerOf(user.id, credentials);
  const opened = openSetUp(context, owner, kept);
  const setUp = opened ?? newSetUp(context);
  const sealed =
    opened === undefined || kept === undefined ? sealSetUp(context, owner, setUp) : kept;
  return { ...havingOf(credentials), setUp, sealed };
}

type SettingUp = Uses<
  "addCredentials" | "listCredentials",
  "clock" | "random" | "sealed" | "oneTimeCodes" | "settings"
>;

/** The app works. It is on, or the codes that were made with it have to be shown first. */
export type Confirmed =
  | { readonly state: "on"; readonly minted: MintedSession }
  | { readonly state: "codes-next"; readonly sealed: string; readonly codes: readonly string[] };

/**
 * Compares a code with the app that is being set up. Only its owner can have seen the secret, so there is nothing to
 * guess, and no limit. The window is the one of the login.
 */
export async function confirmApp(
  context: SettingUp,
  current: CurrentSession,
  kept: string | undefined,
  { typed, client }: { readonly typed: string; readonly client: Client },
): Promise<
  Result<Confirmed, Refused<"code-missing" | "wrong-code" | "set-up-ended"> | EnrolmentRefusal>
> {
  if (typed.trim() === "") return refused("code-missing");
  const { user } = current;
  const credentials = await context.store.listCredentials(user.id);
  const owner = ownerOf(user.id, credentials);
  const setUp = openSetUp(context, owner, kept);
  if (setUp === undefined) return refused("set-up-ended");
  const step = context.oneTimeCodes.stepOf(setUp.secret, typed, context.clock.now());
  if (step === undefined) return refused("wrong-code");
  if (havingOf(credentials).codesLeft === 0) {
    const sealed = sealSetUp(context, owner, { ...setUp, step });
    return done({ state: "codes-next", sealed, codes: setUp.codes });
  }
  const credential = appOf(context, user, setUp.secret, step);
  const news = newsOf("two-step-on", client);
  const enrolment = { credentials: [credential], replaces: TOTP, news } as const;
  const added = await enrol(context, current, enrolment, client);
  return added.ok ? done({ state: "on", minted: added.value }) : added;
}

/** The app with its recovery codes, or new recovery codes alone. */
export type Saved = { readonly what: "app" | "codes"; readonly minted: MintedSession };

/** Stores what was shown: only now does any of it work. Each code is stored as its hash. */
export async function saveCodes(
  context: SettingUp,
  current: CurrentSession,
  kept: string | undefined,
  client: Client,
): Promise<Result<Saved, Refused<"set-up-ended"> | EnrolmentRefusal>> {
  const { user } = current;
  const credentials = await context.store.listCredentials(user.id);
  const setUp = openSetUp(context, ownerOf(user.id, credentials), kept);
  if (setUp === undefined) return refused("set-up-ended");
  const { secret, step } = setUp;
  const [first, ...codes] = setUp.codes.map((code) => recoveryCode(context, user, code));
  const { app, hasOthers } = havingOf(credentials);
  if (first === undefined || (step === undefined && app === undefined && !hasOthers)) {
    return refused("set-up-ended");
  }
  const what = step === undefined ? "codes" : "app";
  const added = await (step === undefined
    ? enrol(
        context,
        current,
        {
          credentials: [first, ...codes],
          replaces: RECOVERY_CODE,
          isShown: false,
          news: newsOf("recovery-codes-made", client),
        },
        client,
      )
    : enrol(
        context,
        current,
        {
          credentials: [appOf(context, user, secret, step), first, ...codes],
          replaces: TOTP,
          news: newsOf("two-step-on", client),
        },
        client,
      ));
  return added.ok ? done({ what, minted: added.value }) : added;
}

type Sealing = Pick<Context, "random" | "sealed">;

/** The code that set it up counts as used. */
function appOf(
  { random, sealed }: Sealing,
  user: User,
  secret: string,
  step: number,
): NewCredential {
  const id = randomId(random);
  const hidden = sealed.seal(secret, ofCredential(user.id, id), random.bytes(NONCE));
  return { id, kind: TOTP, factor: "second", secret: hidden, state: `${step}` };
}

const recoveryCode = (
  { random }: Pick<Context, "random">,
  user: User,
  code: string,
): NewCredential => ({
  id: randomId(random),
  kind: RECOVERY_CODE,
  factor: "backup",
  secret: recoveryCodeDigest(user.id, normaliseRecoveryCode(code) ?? ""),
});

type Changing = Uses<
  "listCredentials" | "removeCredentials" | "requireTwoFactors",
  "clock" | "settings"
>;

/** Removes the app, and the recovery codes if nothing is left whose place they could take. */
export async function removeApp(
  { store, clock, settings }: Changing,
  { user, hash }: CurrentSession,
  client: Client,
): Promise<Result<null, "required" | "outdated">> {
  const credentials = await store.listCredentials(user.id);
  const { app, hasOthers } = havingOf(credentials);
  if (app === undefined) return done(null);
  const asks = mustKeepFactor(settings, user) || hasOthers;
  if (asks && !couldDoWithout(credentials, settings)) return refused("required");
  const removed = await store.removeCredentials({
    userId: user.id,
    ids: [app.id],
    acting: hash,
    news: newsOf("two-step-off", client),
    now: clock.now(),
  });
  return removed ? done(null) : refused("outdated");
}

/** Chooses whether the password alone is enough for somebody who has passkeys. */
export async function chooseTwoSteps(
  { store, clock, settings }: Changing,
  { user, hash }: CurrentSession,
  required: boolean,
  client: Client,
): Promise<Result<null, Refused<"required" | "outdated"> | TooMany>> {
  if (required === (user.factors === 2)) return done(null);
  const credentials = await store.listCredentials(user.id);
  const { app, mayChoose } = havingOf(credentials);
  if (!required && (!mayChoose || mustKeepFactor(settings, user))) return refused("required");
  if (required && app === undefined && !couldDoWithout(credentials, settings))
    return refused("required");
  return store.requireTwoFactors({
    userId: user.id,
    required,
    acting: hash,
    news: newsOf(required ? "two-step-on" : "two-step-off", client),
    limit: settings.limits.notice,
    now: clock.now(),
  });
}

/** Each change is told under one name, in the mailbox and in the audit log. */
const newsOf = (
  name: "two-step-on" | "two-step-off" | "recovery-codes-made",
  { browser }: Client,
): CredentialNews => ({ mail: name, act: name, about: browser, link: LOCK_ACCOUNT });
