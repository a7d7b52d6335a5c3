// Limits of one client, counted before anything is looked up.

import { limitSubject } from "../domain/client-address.ts";
import { done, refused, type Refused, type Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { Client, Uses } from "../ports/context.ts";
import type { Asker } from "../ports/passwords.ts";

/** Refused because it was done too often, until `retryOn`. */
export type TooMany = Refused<"too-many", { readonly retryOn: Instant }>;

/** Postern's own limits of one client. */
export type ClientLimit = "register" | "request" | "prove";

const isOwn = (act: string): act is ClientLimit =>
  act === "register" || act === "request" || act === "prove";

/**
 * Counts one action of a client against a limit: one of Postern's, or one that a feature brings under `limits`.
 * Resolves with a refusal if that was one too many, and otherwise with undefined. Rejects if no feature has the
 * limit. Where the host names no address, everybody would be one client, so nothing is counted.
 *
 * @example
 * ```ts
 * const routes = (context: Context, web: Web) => [
 *   post("/greetings", z.strictObject({}), async ({ client, language }) => {
 *     const busy = await countAct(context, "greetings", client);
 *     return busy === undefined ? goesTo("/", { status: 204 }) : tooMany(language, context, busy.retryOn);
 *   }),
 * ];
 * ```
 */
export async function countAct(
  { store, clock, settings }: Uses<"hit", "clock" | "settings">,
  act: ClientLimit | (string & {}),
  client: Client,
): Promise<TooMany | undefined> {
  const limit = isOwn(act) ? settings.limits[act] : settings.features.limits[act];
  if (limit === undefined) throw new Error(`No feature has the limit ${act}.`);
  if (client.isUntold === true) return undefined;
  const verdict = await store.hit({
    limit,
    subject: limitSubject(client.address),
    now: clock.now(),
  });
  return verdict.allowed ? undefined : { ...refused("too-many"), retryOn: verdict.retryOn };
}

/**
 * Counts an act before it is checked. What comes right is given back: whoever logs in a hundred times shows no more than
 * that they may.
 */
export async function countUntilRight(
  { store, clock, settings }: Uses<"hit" | "giveHitBack", "clock" | "settings">,
  act: ClientLimit,
  client: Client,
): Promise<Result<() => Promise<void>, TooMany>> {
  if (client.isUntold === true) return done(async () => undefined);
  const hit = {
    limit: settings.limits[act],
    subject: limitSubject(client.address),
    now: clock.now(),
  };
  const verdict = await store.hit(hit);
  if (verdict.allowed) return done(() => store.giveHitBack(hit));
  return { ...refused("too-many"), retryOn: verdict.retryOn };
}

/**
 * The known device that this browser is for an address, if it is one. Only a genuine mark is looked up, and
 * only browsers of somebody who has had the address have one, so the look-up tells strangers nothing.
 */
export async function knownDevice(
  { store, devices }: Uses<"isMarkLive", "devices">,
  emailKey: string,
  client: Client,
): Promise<string | undefined> {
  const mark = devices.read(emailKey, client.device);
  if (mark === undefined || !(await store.isMarkLive(emailKey, mark.madeOn))) return undefined;
  return mark.deviceId;
}

/** Who asks for a turn at hashing: a client, about an address, and whether its browser is a known device of that. */
export const askerOf = async (
  context: Uses<"isMarkLive", "devices">,
  client: Client,
  emailKey: string,
): Promise<Asker> => ({
  client: limitSubject(client.address),
  address: emailKey,
  known: (await knownDevice(context, emailKey, client)) !== undefined,
});
