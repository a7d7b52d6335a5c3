// Limits of one client, whoever it says it is: counted before anything is looked up.

import { limitSubject } from "../../domain/client-address.ts";
import type { LimitOptions } from "../../domain/limits.ts";
import { refused } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { Client, Context } from "../../ports/context.ts";
import type { Asker } from "../../ports/passwords.ts";

export type TooMany = {
  readonly ok: false;
  readonly reason: "too-many";
  readonly retryOn: Instant;
};

/** Counts one act of a client against its limit. A refusal where that was one too many. */
export async function countAct(
  { store, clock, settings }: Pick<Context, "store" | "clock" | "settings">,
  act: keyof Pick<LimitOptions, "register" | "request" | "prove">,
  client: Client,
): Promise<TooMany | undefined> {
  const verdict = await store.hit({
    limit: settings.limits[act],
    subject: limitSubject(client.address),
    now: clock.now(),
  });
  return verdict.allowed ? undefined : { ...refused("too-many"), retryOn: verdict.retryOn };
}

/** Whose turn it is to hash: a client's, and whether its browser is a known device of an address. */
export const askerOf = (
  { devices }: Pick<Context, "devices">,
  client: Client,
  emailKey: string,
): Asker => ({
  client: limitSubject(client.address),
  known: devices.read(emailKey, client.device) !== undefined,
});
