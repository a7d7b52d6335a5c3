// Choosing the language of one's mails, and of this site wherever one logs in.

import { done, refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type { Uses } from "../../ports/context.ts";

/** Stores a user's choice. Only a language that the site offers can be chosen. */
export async function chooseLanguage(
  { store, clock, settings }: Uses<"chooseLanguage", "clock" | "settings">,
  { id: userId }: Pick<User, "id">,
  wanted: string,
): Promise<Result<string, "unknown-language">> {
  const language = settings.languages.find((tag) => tag === wanted);
  if (language === undefined) return refused("unknown-language");
  await store.chooseLanguage({ userId, language, now: clock.now() });
  return done(language);
}
