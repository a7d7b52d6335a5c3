// Arabic texts for times and browsers.

import { translation } from "./catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  justNow: "قبل لحظات",
  time: "{date} الساعة {clock} ({offset})",
  onSystem: "{browser} على {system}",
  browsers: {
    "a browser": "متصفح",
    "an operator's console": "وحدة تحكم مشغّل الموقع",
  },
});
