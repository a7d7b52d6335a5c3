// The second step of a sign-in: a code of the app, or a recovery code.

import { RECOVERY_CODE } from "../../domain/evidence.ts";
import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import {
  takeSecondStep,
  type LoggedIn,
  type LogInRefusal,
} from "../../identity/complete-log-in.ts";
import { checkCode, type CodeRefusal } from "../../identity/second-factor.ts";
import type { Client, Uses } from "../../ports/context.ts";
import type { CredentialNews } from "../../ports/credential-store.ts";
import type { CurrentSession } from "../../ports/session-store.ts";

export type Entered = LoggedIn & {
  /** How many recovery codes are left, if one was used. */
  readonly codesLeft: number | undefined;
};

/**
 * Completes a sign-in by a code. Tries are counted for the user, whichever session they are made in. A recovery code
 * is used up, and removes nothing else: the next login asks for a second step as before.
 */
export async function enterCode(
  context: Uses<
    "countSecondStep" | "giveSecondStepBack" | "isMarkLive" | "listCredentials" | "logIn",
    "clock" | "random" | "devices" | "log" | "sealed" | "oneTimeCodes" | "settings"
  >,
  continues: CurrentSession,
  {
    typed,
    remember,
    client,
  }: {
    readonly typed: string;
    readonly remember: boolean;
    readonly client: Client;
  },
): Promise<Result<Entered, CodeRefusal | Exclude<LogInRefusal, Refused<"outdated">>>> {
  const { user } = continues;
  const checked = await checkCode(context, user, typed, client);
  if (!checked.ok) return checked;
  const shown = checked.value;
  const codesLeft =
    shown.kind === RECOVERY_CODE ? (await codesLeftOf(context, user.id)) - 1 : undefined;
  const news = codesLeft === undefined ? undefined : codeUsed(codesLeft, client);
  const completed = await takeSecondStep(context, continues, shown, client, remember, news);
  // Another use of the same code was quicker, or the session has ended, which the next page tells.
  if (!completed.ok) return completed.reason === "outdated" ? refused("code-used") : completed;
  return done({ ...completed.value, codesLeft });
}

/** The mail says how many are left. */
export const codeUsed = (
  codesLeft: number,
  { browser }: Pick<Client, "browser">,
): CredentialNews => ({
  mail: "recovery-code-used",
  act: "recovery-code-used",
  about: `${codesLeft} ${browser}`,
  link: LOCK_ACCOUNT,
});

export const codesLeftOf = async (
  { store }: Uses<"listCredentials">,
  userId: string,
): Promise<number> =>
  (await store.listCredentials(userId)).filter(({ kind }) => kind === RECOVERY_CODE).length;
