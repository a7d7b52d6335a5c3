// The test kit: the whole of Postern in memory, with a clock that is moved and a mailbox that is opened.

export { testPostern, type TestPostern } from "./test-postern.ts";
export { browserOf, type Browser, type Page } from "./browser.ts";
export { scanner, type Scanner, type ScannerOptions } from "./scanner.ts";
