// The option `terms`: what users have to accept, and that `termsUrl` does not name another page for it.

import { z } from "zod";
import type { Terms } from "../domain/terms.ts";
import type { Options } from "./types.ts";
import { isRecord } from "./values.ts";

/** One line of what people can read, without blanks at its ends: it is shown, sent by forms, and compared. */
const VERSION = /^(?=.{1,40}$)[^\s\p{C}]+(?: [^\s\p{C}]+)*$/u;

const webUrl = z.url({ protocol: /^https?$/ });

export const termsUrl = webUrl.optional();

export const terms = z
  .custom<NonNullable<Options["terms"]>>(isRecord)
  .pipe(
    z.strictObject({
      version: z.custom<string>(
        (value) => typeof value === "string" && VERSION.test(value),
        'give a version of 1 to 40 characters in one line, like "2026-05"',
      ),
      url: z
        .custom<string | undefined>(
          (value) => value === undefined || webUrl.safeParse(value).success,
          "give a whole URL, like https://example.com/terms",
        )
        .optional(),
    }),
  )
  .optional();

type Chosen = Pick<Options, "terms" | "termsUrl">;

/** One page has the terms: two options that name different ones are a mistake that only people would notice. */
export function checkTerms(chosen: Chosen, context: z.RefinementCtx): void {
  const urls = new Set([chosen.terms?.url, chosen.termsUrl].filter((url) => url !== undefined));
  if (chosen.terms === undefined || urls.size === 1) return;
  if (urls.size === 0) {
    const wrong = "there is no URL of the terms that people have to accept";
    context.addIssue({ code: "custom", path: ["termsUrl"], params: { wrong } });
    return;
  }
  context.addIssue({
    code: "custom",
    path: ["terms", "url"],
    message: "give the same URL as termsUrl, or leave one of the two out",
  });
}

/** The terms to accept, if there are some, and the link to terms. */
export function termsFrom(chosen: Chosen): {
  readonly terms: Terms | undefined;
  readonly termsUrl: string | undefined;
} {
  const url = chosen.terms?.url ?? chosen.termsUrl;
  const version = chosen.terms?.version;
  const isAsked = version !== undefined && url !== undefined;
  return { terms: isAsked ? { version, url } : undefined, termsUrl: url };
}
