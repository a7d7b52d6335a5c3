// Texts for times and browsers, which occur in many sentences.

import { catalogue } from "./catalogue.ts";

/** The stored descriptions of browsers that are not names and so have a translation. */
const browsers: Readonly<Record<string, string>> = {
  "a browser": "a browser",
  "an operator's console": "an operator's console",
};

export const copy = catalogue({
  en: {
    justNow: "just now",
    /** The parts are like "22 November 2026", "14:05" and "UTC+1". */
    time: "{date}, {clock} ({offset})",
    onSystem: "{browser} on {system}",
    browsers,
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
