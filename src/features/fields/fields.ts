// Extra fields of a site: a user changes their values on the profile.

import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import { checkFields, type FieldProblems } from "../../identity/user-fields.ts";
import type { Uses } from "../../ports/context.ts";

/** Checks and stores the values of all fields. */
export async function changeFields(
  { store, clock, settings }: Uses<"setFields", "clock" | "settings">,
  user: User,
  entered: Readonly<Record<string, unknown>>,
): Promise<
  Result<null, Refused<"invalid", { readonly problems: FieldProblems }> | Refused<"not-logged-in">>
> {
  const checked = await checkFields(settings.fields, entered);
  if (!checked.ok) return checked;
  const { value: fields } = checked;
  const isStored = await store.setFields({ userId: user.id, fields, now: clock.now() });
  return isStored ? done(null) : refused("not-logged-in");
}
