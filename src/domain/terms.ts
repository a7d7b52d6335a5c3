// The terms of a site, which its users have to accept, and what a user has accepted.

import type { Instant } from "./time.ts";

/** The terms of a site as they are now: a version, and the page on which people read them. */
export type Terms = { readonly version: string; readonly url: string };

/** That a user accepted a version of the terms. */
export type AcceptedTerms = { readonly version: string; readonly acceptedOn: Instant };

/** Why terms count as not accepted: no version was sent, or another one than the site has now. */
export type TermsRefusal = "terms-missing" | "terms-changed";

/**
 * How many versions are kept with a user. More than one, so that nobody is asked again and again while the processes of a
 * site are replaced one after the other and name different versions.
 */
const MOST_ACCEPTED = 10;

/**
 * What is wrong with the version that somebody accepts; undefined if it is the present one, or the site has no terms. Whoever
 * accepts names the version that they were shown: a form that was opened before a change accepts nothing unseen.
 */
export function termsProblem(
  terms: Terms | undefined,
  version: string | undefined,
): TermsRefusal | undefined {
  if (terms === undefined || version === terms.version) return undefined;
  return version === undefined || version === "" ? "terms-missing" : "terms-changed";
}

type Accepting = { readonly terms: readonly AcceptedTerms[] };

const hasAccepted = ({ terms }: Accepting, version: string): boolean =>
  terms.some((each) => each.version === version);

/** Whether a user still has to accept the present terms. */
export const mustAccept = (terms: Terms | undefined, user: Accepting): boolean =>
  terms !== undefined && !hasAccepted(user, terms.version);

/** What a user has accepted, with one more version, the newest first; undefined if it is one of them already. */
export const withAccepted = (
  user: Accepting,
  accepted: AcceptedTerms,
): readonly AcceptedTerms[] | undefined =>
  hasAccepted(user, accepted.version)
    ? undefined
    : [accepted, ...user.terms].slice(0, MOST_ACCEPTED);
