// The check of a site's own mails, before one of them is sent.

import type { Language } from "../domain/language.ts";
import { compose, type Composing } from "./compose.ts";
import { samplesOf } from "./previews.ts";

/** What is wrong with a mail of the site's own. */
export type MailProblem = { readonly kind: string; readonly words: string };

/** Kinds of mails that the site puts something in the place of, and that do not exist. */
export function unknownMails({
  custom,
  mails,
}: Omit<Composing, "languages">): readonly MailProblem[] {
  const kinds = Object.keys(mails);
  return Object.keys(custom?.mails ?? {})
    .filter((kind) => !kinds.includes(kind))
    .map((kind) => ({ kind, words: `there is no such mail; there are ${kinds.join(", ")}` }));
}

/** Renders every mail with every sample in a language. Returns the first problem of each kind: the others mostly have its cause. */
export function mailProblems(
  composing: Omit<Composing, "languages">,
  language: Language,
): readonly MailProblem[] {
  if (composing.custom === undefined) return [];
  return Object.keys(composing.mails).flatMap((kind) => {
    for (const { name, variables } of samplesOf(composing, kind)) {
      const { fault } = compose(composing, kind, language, variables);
      if (fault !== undefined) return [{ kind, words: `${fault} (${name}, ${language.tag})` }];
    }
    return [];
  });
}
