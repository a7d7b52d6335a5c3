// What the operator's choice about second factors means for a user.

import type { Factors } from "../domain/evidence.ts";
import type { User } from "../domain/user.ts";
import type { Uses } from "../ports/context.ts";
import type { Settings } from "../ports/settings.ts";

type Policy = Pick<Settings, "secondFactor">;

/** Whether a second factor can be set up. Whoever has one is asked for it in any case. */
export const maySetUp = ({ secondFactor }: Policy): boolean => secondFactor !== "off";

/** Whether a user needs a second factor here: the last one cannot be removed, and two steps stay on. */
export const mustKeepFactor = ({ secondFactor }: Policy, { admin }: Pick<User, "admin">): boolean =>
  secondFactor === "required" || (secondFactor === "required-for-admins" && admin);

/**
 * How many factors a user has to show: two, if they chose that, or if the site requires it and they can. Whoever has no
 * second factor yet shows one, and gets no further than to the page where it is set up.
 */
export async function factorsAsked(
  { store, settings }: Uses<"listCredentials", "settings">,
  user: Pick<User, "id" | "admin" | "factors">,
): Promise<Factors> {
  if (user.factors === 2 || !mustKeepFactor(settings, user)) return user.factors;
  const credentials = await store.listCredentials(user.id);
  return credentials.some(({ factor }) => factor === "second" || factor === "both") ? 2 : 1;
}
