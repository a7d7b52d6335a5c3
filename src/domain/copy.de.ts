// German texts for times and browsers.

import { translation } from "./catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  justNow: "gerade eben",
  time: "{date} um {clock} Uhr ({offset})",
  onSystem: "{browser} auf {system}",
  /** Nouns without an article, so that they fit every sentence and begin with a capital. */
  browsers: {
    "a browser": "Unbekannter Browser",
    "an operator's console": "Konsole des Betreibers",
  },
});
