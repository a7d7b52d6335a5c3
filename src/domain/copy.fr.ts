// French texts for times and browsers, which occur in many sentences.

import { translation } from "./catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  justNow: "à l’instant",
  time: "{date} à {clock} ({offset})",
  onSystem: "{browser} sur {system}",
  browsers: {
    "a browser": "un navigateur",
    "an operator's console": "une console d’administration",
  },
});
