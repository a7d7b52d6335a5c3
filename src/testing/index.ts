/**
 * The test kit: all of Postern in memory, with a clock that tests move and a mailbox that they open.
 *
 * @packageDocumentation
 */

import { testPostern as composed, type TestOptions, type TestSite } from "./test-postern.ts";

/**
 * Starts a separate Postern: SQLite in memory, a fast hasher for tests, a clock that stands still until it is
 * moved, and a mailbox that catches every mail. It has no background, so mails are sent when a test asks for
 * them. `await using` stops it.
 *
 * @example
 * ```ts
 * await using app = await testPostern({ unconfirmedLifetime: "2 days" });
 * const { browser, link } = await app.register("ada@example.com");
 * app.clock.forward("1 hour");
 * await browser.open(link);
 * const page = await browser.submit("/confirm");
 * page.status; // → 200
 * app.user("ada@example.com")?.confirmedVia; // → "link"
 * ```
 */
export const testPostern: (options?: TestOptions) => Promise<TestSite> = composed;

export type { LoggedLine, TestOptions, TestSite as TestPostern } from "./test-postern.ts";
export type { MovableClock } from "./clock.ts";
export { browserOf, type Browser, type Fetch, type Page } from "./browser.ts";
export { storeContract } from "./store-contract/store-contract.ts";
export type { Expectation, OpenedStore, OpenStore, TestRunner } from "./store-contract/kit.ts";
export { scanner, type Scanner, type ScannerOptions } from "./scanner.ts";
