// The password of whoever is logged in, asked once more before something important.

import { limitSubject } from "../../domain/client-address.ts";
import { normalisePassword } from "../../domain/password-policy.ts";
import { done, refused } from "../../domain/result.ts";
import type { Client, Context } from "../../ports/context.ts";
import type { TooMany } from "../limits/index.ts";

export type OwnPasswordRefusal =
  { readonly ok: false; readonly reason: "password-missing" | "wrong-password" } | TooMany;

/**
 * Checks a user's password and gives back the hash it was checked against: the act that follows is
 * written only if that is still the user's. Tries are limited as at login, per user and client.
 */
export async function checkOwnPassword(
  {
    store,
    clock,
    passwords,
    settings,
  }: Pick<Context, "store" | "clock" | "passwords" | "settings">,
  userId: string,
  typed: string,
  client: Client,
): Promise<{ readonly ok: true; readonly value: string } | OwnPasswordRefusal> {
  if (typed === "") return refused("password-missing");
  const tries = {
    limit: settings.limits.login,
    subject: `${userId}|${limitSubject(client.address)}`,
  };
  const verdict = await store.hit({ ...tries, now: clock.now() });
  if (!verdict.allowed) return { ...refused("too-many"), retryOn: verdict.retryOn };
  const hash = await store.findPasswordHash(userId);
  const right = await passwords.verify(hash, normalisePassword(typed) ?? "");
  if (!right || hash === undefined) return refused("wrong-password");
  await store.forgive(tries);
  return done(hash);
}
