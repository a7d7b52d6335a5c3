// The test kit: the whole of Postern in memory, with a clock that is moved and a mailbox that is opened.

import { testPostern as composed, type TestOptions, type TestSite } from "./test-postern.ts";

/** Starts a Postern of its own. `await using` stops it. */
export const testPostern: (options?: TestOptions) => Promise<TestSite> = composed;

export type { LoggedLine, TestOptions, TestSite as TestPostern } from "./test-postern.ts";
export { browserOf, type Browser, type Page } from "./browser.ts";
export { scanner, type Scanner, type ScannerOptions } from "./scanner.ts";
