// What a site changes about pages and mails as a whole.

import { languageOf } from "./domain/language.ts";
import type { Joined, PosternPages } from "./features.ts";
import type { CustomPages, PageReplacement } from "./http/custom-pages.ts";
import { errorPage } from "./http/errors.ts";
import type { PageName } from "./http/named-page.ts";
import type { OptionProblem } from "./options/problems.ts";
import type { Composing, CustomMails } from "./outbox/compose.ts";
import { mailProblems, unknownMails, type MailProblem } from "./outbox/custom-mails.ts";

/** Pages in the place of Postern's, by name, each from the props of the one that it replaces. */
export type ReplacedPages = {
  readonly [Name in keyof PosternPages]?: PageReplacement<PosternPages[Name]>;
};

/** What a site puts before, after and in the place of Postern's pages and mails: docs/own-pages-and-mails.md. */
export type Custom = {
  /** Pages in the place of others, by name. */
  readonly pages?: ReplacedPages;
  /** Mails in the place of others, by kind. */
  readonly mails?: NonNullable<CustomMails["mails"]>;
  /** What is before and after the content of every page and mail. */
  readonly slots?: NonNullable<CustomPages["slots"] & CustomMails["slots"]>;
};

const SLOTS = ["beforePage", "afterPage", "beforeMail", "afterMail"];

/** What is wrong with a site's own pages and mails. Every mail is rendered in English for that. */
export function customProblems(
  composing: Omit<Composing, "languages"> & { readonly custom: Custom },
  features: Joined["features"],
): readonly OptionProblem[] {
  const { custom } = composing;
  const wrong = shapeProblems(custom);
  if (wrong.length > 0) return wrong;
  const names = pagesOf(features).map(({ pageName }) => pageName);
  const unknown = Object.keys(custom.pages ?? {}).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => ({
      option: `custom.pages["${name}"]`,
      words: `there is no such page; there are ${names.join(", ")}`,
    })),
    ...unknownMails(composing).map(asOption),
    ...mailProblems(composing, languageOf("en", composing.settings.timeZone)).map(asOption),
  ];
}

const asOption = ({ kind, words }: MailProblem): OptionProblem => ({
  option: `custom.mails["${kind}"]`,
  words,
});

/** What is wrong with a site's own mails in its other languages, which are loaded for that. */
export async function problemsInLanguages(composing: Composing): Promise<readonly OptionProblem[]> {
  const { tags, load } = composing.languages;
  if (composing.custom === undefined) return [];
  const languages = await Promise.all(tags.map((tag) => load(tag)));
  return languages.flatMap((language) => mailProblems(composing, language).map(asOption));
}

/** All pages that may be replaced. */
export const pagesOf = (features: Joined["features"]): readonly PageName[] => [
  errorPage,
  ...features.flatMap(({ pages = [] }) => pages),
];

/** Code of a host may be JavaScript. */
function shapeProblems(custom: Custom): readonly OptionProblem[] {
  const groups = { pages: undefined, mails: undefined, slots: SLOTS };
  return Object.entries(custom).flatMap(([group, members]): readonly OptionProblem[] => {
    if (!Object.hasOwn(groups, group))
      return [{ option: `custom.${group}`, words: "give pages, mails or slots" }];
    const known = groups[group as keyof typeof groups];
    return Object.entries((members as object | undefined) ?? {}).flatMap(
      ([name, value]: [string, unknown]) => {
        const option = `custom.${group}["${name}"]`;
        if (known !== undefined && !known.includes(name))
          return [{ option, words: `there is no such slot; there are ${known.join(", ")}` }];
        const isFunction = ["function", "undefined"].includes(typeof value);
        return isFunction ? [] : [{ option, words: "give a function" }];
      },
    );
  });
}
