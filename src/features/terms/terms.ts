// Terms of a site: a user accepts the present ones, where the registration has not done so.

import { done, refused, type Result } from "../../domain/result.ts";
import { termsProblem, type TermsRefusal } from "../../domain/terms.ts";
import type { User } from "../../domain/user.ts";
import type { Uses } from "../../ports/context.ts";

/** Accepts the version that the user was shown, if that is the present one. */
export async function acceptTerms(
  { store, clock, settings }: Uses<"acceptTerms", "clock" | "settings">,
  { id: userId }: Pick<User, "id">,
  version: string | undefined,
): Promise<Result<null, TermsRefusal | "not-logged-in">> {
  const problem = termsProblem(settings.terms, version);
  if (problem !== undefined) return refused(problem);
  const accepted = { userId, version: version ?? "", now: clock.now() };
  return (await store.acceptTerms(accepted)) ? done(null) : refused("not-logged-in");
}
