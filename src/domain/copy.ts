// Words of times and of browsers, which stand in many sentences.

import { catalogue } from "./catalogue.ts";

/** What stands for a browser in the database and has no name of its own. */
const browsers: Readonly<Record<string, string>> = {
  "a browser": "a browser",
  "an operator's console": "an operator's console",
};

export const copy = catalogue({
  en: {
    justNow: "just now",
    /** Of "22 November 2026", "14:05" and "UTC+1". */
    time: (date: string, clock: string, offset: string) => `${date}, ${clock} (${offset})`,
    onSystem: (browser: string, system: string) => `${browser} on ${system}`,
    browsers,
  },
});
