// A password that is tried: counted before it is compared, and given back when it was right.

import { limitSubject } from "../domain/client-address.ts";
import { refused, type Refused } from "../domain/result.ts";
import type { Client, Uses } from "../ports/context.ts";
import { knownDevice, type TooMany } from "./limits.ts";
import type { Try } from "../ports/try-store.ts";

/** Too many wrong ones in a row, from wherever: this browser is none that the account knows. */
export type PasswordPaused = Refused<"password-paused">;

export type TryRefusal = TooMany | PasswordPaused;

export type Tried = {
  /** The address whose password it may be; undefined where what was typed is none. */
  readonly emailKey: string | undefined;
  /** Whose tries by this browser are counted together: an address's at login, a user's elsewhere. */
  readonly account: string;
  readonly client: Client;
};

/**
 * A try, as the store counts it. A known device counts for itself: wrong guesses of its neighbours, or
 * of the whole world, never make it wait.
 */
export async function tryOf(
  context: Uses<"isMarkLive", "devices" | "clock" | "settings">,
  { emailKey, account, client }: Tried,
): Promise<Try> {
  const { clock, settings } = context;
  const device = emailKey === undefined ? undefined : await knownDevice(context, emailKey, client);
  const stranger = device === undefined ? limitSubject(client.address) : undefined;
  return {
    emailKey,
    subject: `${account}|${device ?? stranger}`,
    client: stranger,
    limits: settings.limits,
    now: clock.now(),
  };
}

/** Counts it, or says why it is not to be compared. */
export async function countTry(
  { store }: Uses<"countTry">,
  tried: Try,
): Promise<TryRefusal | undefined> {
  const verdict = await store.countTry(tried);
  if (verdict.allowed) return undefined;
  return verdict.reason === "too-many"
    ? { ...refused("too-many"), retryOn: verdict.retryOn }
    : refused("password-paused");
}
