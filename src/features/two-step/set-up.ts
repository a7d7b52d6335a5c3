// A set-up that is under way: it is with the browser, sealed, until all of it is done. Nothing is stored before.

import type { Credential } from "../../domain/evidence.ts";
import { newRecoveryCode, RECOVERY_CODES } from "../../domain/recovery-code.ts";
import { NONCE } from "../../domain/sealed.ts";
import { hours, type Instant } from "../../domain/time.ts";
import type { Context } from "../../ports/context.ts";

export type SetUp = {
  /** What the app makes codes from. */
  readonly secret: string;
  readonly codes: readonly string[];
  /** The time step of the right code that was entered. Missing until then. */
  readonly step?: number;
  readonly begunOn: Instant;
};

/** How long a set-up can be continued. Finding a phone and installing an app takes minutes. */
export const SET_UP_LIVES = hours(1);

/**
 * Whose set-up it is: sealed for others, or before another change of the credentials, it does not open. So a recovery
 * ends what a thief has begun. It does not depend on the session, which gets a new id when the password is asked for
 * again: that must not change a picture that was scanned already. Using a recovery code ends nothing, and new ones do:
 * otherwise those that were used could be stored again.
 */
export function ownerOf(userId: string, credentials: readonly Credential[]): string {
  const isBackup = ({ factor }: Credential): boolean => factor === "backup";
  const ids = credentials.filter((each) => !isBackup(each)).map(({ id }) => id);
  const codesMadeOn = credentials.filter(isBackup).map(({ createdOn }) => createdOn);
  return [userId, ...ids, Math.max(0, ...codesMadeOn)].join(" ");
}

export const newSetUp = ({
  oneTimeCodes,
  random,
  clock,
}: Pick<Context, "oneTimeCodes" | "random" | "clock">): SetUp => ({
  secret: oneTimeCodes.newSecret(),
  codes: Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode(random)),
  begunOn: clock.now(),
});

export const sealSetUp = (
  { sealed, random }: Pick<Context, "sealed" | "random">,
  owner: string,
  setUp: SetUp,
): string => sealed.seal(JSON.stringify(setUp), owner, random.bytes(NONCE));

/** Undefined for what is not the owner's, or too old. */
export function openSetUp(
  { sealed, clock }: Pick<Context, "sealed" | "clock">,
  owner: string,
  text: string | undefined,
): SetUp | undefined {
  const opened = text === undefined ? undefined : sealed.open(text, owner);
  if (opened === undefined) return undefined;
  const setUp = JSON.parse(opened.text) as SetUp;
  return clock.now() < setUp.begunOn + SET_UP_LIVES ? setUp : undefined;
}
