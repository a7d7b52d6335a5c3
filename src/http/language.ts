// Decides in which language a request is answered; no other code does.

import type { Language } from "../domain/language.ts";
import { bestOffered, offeredFor } from "../domain/language-choice.ts";
import type { User } from "../domain/user.ts";
import type { Context } from "../ports/context.ts";
import { agreedFields } from "./form.ts";

/** What a request says about languages. */
export type Preferences = {
  /** The language that the query names, if the site offers one for it. */
  readonly named: string | undefined;
  /** What the cookie of this browser says. */
  readonly kept: string | undefined;
  /** Who is logged in. */
  readonly user: Pick<User, "language"> | undefined;
  /** The header `Accept-Language`. */
  readonly accepted: string | null;
};

type Offering = Pick<Context, "languages" | "settings">;

/** The name of the parameter that chooses a language, on every page. */
export const LANG = "lang";

/** The language that `?lang=` names, if the site offers one that serves it. */
export function namedLanguage(
  { settings }: Pick<Offering, "settings">,
  url: URL,
): string | undefined {
  if (url.search === "") return undefined;
  const named = agreedFields(url.searchParams)[LANG];
  return named === undefined ? undefined : offeredFor(named, settings.languages);
}

/**
 * The language that was chosen last: for this request, in this browser, by this user, in the settings of the
 * browser (RFC 4647, 3.4); or else the site's. It is always one of those that the site offers.
 */
export async function languageFor(
  { languages, settings }: Offering,
  { named, kept, user, accepted }: Preferences,
): Promise<Language> {
  const { languages: offered } = settings;
  return languages.load(
    named ??
      offeredFor(kept ?? "", offered) ??
      offeredFor(user?.language ?? "", offered) ??
      bestOffered(accepted ?? "", offered),
  );
}

/** The address of this page in another language, as a query: the path and the rest of the query stay. */
export function queryWith({ searchParams }: URL, tag: string): string {
  const query = new URLSearchParams(agreedFields(searchParams));
  query.set(LANG, tag);
  return `?${query.toString()}`;
}

/** A path and query without the choice of a language, for somebody who comes back later. */
export function withoutLanguage({ pathname, search }: URL): string {
  if (!search.includes(LANG)) return pathname + search;
  const query = new URLSearchParams(search);
  query.delete(LANG);
  return query.size === 0 ? pathname : `${pathname}?${query.toString()}`;
}
