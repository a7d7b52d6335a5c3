// Checks a code of the second step: of an authenticator app, or a recovery code.

import { withoutSpacing } from "../domain/code.ts";
import { isSameText } from "../domain/constant-time.ts";
import { RECOVERY_CODE, TOTP, type Credential, type CredentialShown } from "../domain/evidence.ts";
import { LOCK_ACCOUNT } from "../domain/lock.ts";
import {
  normaliseForeignCode,
  normaliseRecoveryCode,
  recoveryCodeDigest,
} from "../domain/recovery-code.ts";
import { done, refused, type Refused, type Result } from "../domain/result.ts";
import { ofCredential } from "../domain/sealed.ts";
import { minutes } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { Client, Context, Uses } from "../ports/context.ts";
import { TIME_STEP } from "../ports/one-time-codes.ts";
import { knownDevice, type TooMany } from "./limits.ts";

export type CodeRefusal = Refused<"code-missing" | "wrong-code" | "code-used"> | TooMany;

type Opening = Pick<Context, "sealed" | "oneTimeCodes" | "clock" | "log">;

/** What was typed, and how many codes were tried lately, with this one. */
type Entry = { readonly typed: string; readonly tries: number };

type Found = Result<CredentialShown, Refused<"wrong-code" | "code-used">>;

/**
 * Checks what a user typed, and returns it as evidence with its `use`: only the transaction that uses it decides
 * whether it still counts, so that of two sign-ins with one code one is refused.
 *
 * It is counted before it is compared, for the user and not for a session, a client or a network: whoever guesses has
 * as many of those as they like. Known devices are counted by themselves, so that nobody who knows the password can
 * keep the owner out, and so is the `mailbox` that takes an account back. A correct code is uncounted. A code of a time step that was used is refused, and so is every
 * earlier one (RFC 6238, section 5.2).
 */
export async function checkCode(
  context: Opening &
    Uses<
      "countSecondStep" | "giveSecondStepBack" | "isMarkLive" | "listCredentials",
      "devices" | "settings" | "clock"
    >,
  user: Pick<User, "id" | "emailKey">,
  typed: string,
  client: Client,
  mailbox?: string,
): Promise<Result<CredentialShown, CodeRefusal>> {
  if (withoutSpacing(typed) === "") return refused("code-missing");
  const { store, clock, settings } = context;
  const device = await knownDevice(context, user.emailKey, client);
  const tried = { userId: user.id, device, mailbox, limits: settings.limits, now: clock.now() };
  const about = client.browser;
  const counted = await store.countSecondStep({ ...tried, news: { ...GUESSED, about } });
  if (!counted.allowed) return { ...refused("too-many"), retryOn: counted.retryOn };
  const [window] = settings.limits.secondStep.windows;
  const tries = window === undefined ? 1 : window.count - counted.remaining;
  const found = find(context, await store.listCredentials(user.id), { typed, tries });
  if (found.ok) await store.giveSecondStepBack(tried);
  return found;
}

const GUESSED = { mail: "codes-guessed", act: "codes-guessed", link: LOCK_ACCOUNT } as const;

/**
 * One field takes codes of apps and recovery codes. Our own are told apart by their shape. Codes of another system may have
 * any, also that of an app's, so all codes are compared with them.
 */
function find(context: Opening, credentials: readonly Credential[], entry: Entry): Found {
  const of = (wanted: string): readonly Credential[] =>
    credentials.filter(({ kind }) => kind === wanted);
  const own = normaliseRecoveryCode(entry.typed);
  const codes = [...(own === undefined ? [] : [own]), normaliseForeignCode(entry.typed)];
  for (const code of codes) {
    const found = findRecoveryCode(of(RECOVERY_CODE), code);
    if (found.ok) return found;
  }
  const [app] = of(TOTP);
  return app === undefined ? refused("wrong-code") : findStep(context, app, entry);
}

function findRecoveryCode(credentials: readonly Credential[], code: string): Found {
  const found = credentials.find(({ userId, secret }) =>
    isSameText(secret, recoveryCodeDigest(userId, code)),
  );
  if (found === undefined) return refused("wrong-code");
  return done({ ...shownOf(found), use: { to: null } });
}

function findStep(context: Opening, app: Credential, { typed, tries }: Entry): Found {
  const { sealed, oneTimeCodes, clock, log } = context;
  const secret = sealed.open(app.secret, ofCredential(app.userId, app.id))?.text;
  if (secret === undefined) {
    log.warn("secret-not-opened", { credential: app.id, fix: NOT_OPENED });
    return refused("wrong-code");
  }
  const step = oneTimeCodes.stepOf(secret, typed, clock.now());
  if (step === undefined) {
    if (tries >= SEVERAL) noteOffset(context, secret, typed);
    return refused("wrong-code");
  }
  if (app.state !== null && step <= Number(app.state)) return refused("code-used");
  return done({ ...shownOf(app), use: { from: app.state, to: `${step}` } });
}

const NOT_OPENED = "put the key that sealed it back into the ring, behind the newest";

const shownOf = ({ id, kind, factor }: Credential): CredentialShown => ({
  kind,
  factor,
  credentialId: id,
});

/** Before, it is more likely that somebody typed slowly, or wrong. */
const SEVERAL = 3;

/** As far as a clock is off that somebody set by hand. Further away, a guess would fit too often: here, one of 2,000. */
const FARTHEST = minutes(120);

/**
 * A wrong code that fits another time is told to the operator: where that is so for everybody, the server's clock is
 * off. It is never told to whoever typed it: a guesser would learn which codes will fit soon, from one guess of 2,000
 * instead of one of 300,000.
 */
function noteOffset({ oneTimeCodes, clock, log }: Opening, secret: string, typed: string): void {
  const now = clock.now();
  const step = oneTimeCodes.stepOf(secret, typed, now, FARTHEST / TIME_STEP);
  if (step === undefined) return;
  const minutesAhead = Math.round((step * TIME_STEP - now) / minutes(1));
  log.warn("codes-offset", { minutesAhead, fix: OFFSET });
}

const OFFSET = "if this number is the same for many users, correct the clock of this server";
