// Which site a database belongs to. A copy of it that runs elsewhere must mail nobody.

import { isLoopbackHost } from "./loopback.ts";

/**
 * Whether a database whose mails went out under these base URLs may be used under another one without anybody's decision. One
 * that only ever served the machine it is on belongs to no site yet.
 *
 * @example
 * ```ts
 * maySendFrom([], "https://acme.example"); // → true
 * maySendFrom(["http://localhost:5000"], "https://acme.example"); // → true
 * maySendFrom(["https://acme.example"], "https://staging.acme.example"); // → false
 * ```
 */
export const maySendFrom = (released: readonly string[], baseUrl: string): boolean =>
  released.includes(baseUrl) || released.every((each) => isLoopbackHost(new URL(each).hostname));

/** What to do where sending is held, in the words of the command line. */
export const RELEASE_HELP =
  "If it is a copy, cancel what waits in it: postern mail release --cancel. If the site has moved: postern mail release --send";
