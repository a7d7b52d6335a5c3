// Password tries: each is counted before it is compared, and uncounted if the password was correct.

import { limitSubject } from "../domain/client-address.ts";
import { refused, type Refused } from "../domain/result.ts";
import type { Client, Uses } from "../ports/context.ts";
import { knownDevice, type TooMany } from "./limits.ts";
import type { Try } from "../ports/try-store.ts";

/** Too many consecutive wrong ones from anywhere, and this is not a browser that the account knows. */
export type PasswordPaused = Refused<"password-paused">;

export type TryRefusal = TooMany | PasswordPaused;

export type Tried = {
  /** The address whose password it may be; undefined if the typed text is not an address. */
  readonly emailKey: string | undefined;
  /** What this browser's tries are counted for: an address at login, a user elsewhere. */
  readonly account: string;
  readonly client: Client;
};

/**
 * A try, as the store counts it. A known device is counted separately: wrong guesses from its network, or from
 * the whole world, never make it wait. Where the host names no address, everybody would be one client, and thirty wrong
 * guesses would keep all people out; there, the guesses at each account are counted instead.
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
    client:
      stranger !== undefined && client.isUntold === true ? `${account}|${stranger}` : stranger,
    limits: settings.limits,
    now: clock.now(),
  };
}

/** Counts a try, or says why the password must not be compared. */
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
