// French texts for what an operator did about events.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "events-retried": "Événements signalés à nouveau",
  },
});
