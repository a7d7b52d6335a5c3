// A browser in which a user showed the second factor, and is not asked for it again for a while.

import { sessionHash } from "./session.ts";
import type { Instant } from "./time.ts";

/** A remembered browser of a user. `id` is public (a page lists it) and gives no access. */
export type RememberedBrowser = {
  readonly id: string;
  /** When the second factor was shown in it. */
  readonly shownOn: Instant;
  readonly expiresOn: Instant;
  /** In words, such as "Firefox on Linux". */
  readonly browser: string;
  /** The network address from which it was shown. */
  readonly client: string;
};

/** One that is to be stored, with the digest by which it is found. */
export type NewRememberedBrowser = RememberedBrowser & { readonly hash: string };

/** How many of its users a browser is remembered for. */
const MOST = 8;

/**
 * What a browser's cookie carries: a secret for each user who is remembered in it, newest first. Users who share a
 * computer do not overwrite each other's.
 */
export const withSecret = (cookie: string | undefined, secret: string): string =>
  [secret, ...secretsIn(cookie)].slice(0, MOST).join(".");

/** The digests of the secrets in a cookie. Anything that cannot be one of Postern's is left out. */
export const rememberedHashes = (cookie: string | undefined): readonly string[] =>
  secretsIn(cookie).flatMap((secret) => sessionHash(secret) ?? []);

const secretsIn = (cookie: string | undefined): readonly string[] =>
  cookie === undefined ? [] : cookie.split(".").slice(0, MOST);
