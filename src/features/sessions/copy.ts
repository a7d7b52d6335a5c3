// All texts for the list of devices.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Where you are logged in",
    onlyHere: "You are only logged in here.",
    thisDevice: "This device",
    loggedIn: "Logged in {ago}",
    lastUsed: "last used {ago}",
    from: "from {client}",
    onShared: "on a shared computer",
    end: "Log out",
    endThis: "{browser}, logged in {loggedIn}",
    endThisNth: "{browser}, logged in {loggedIn} ({nth})",
    endOthers: "Log out all other devices",
    back: "Back to your profile",
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "browsers-forgotten": "Remembered browsers forgotten",
      "session-ended": "One device logged out",
      "sessions-ended": "All devices logged out",
      "other-sessions-ended": "All other devices logged out",
    },
    /** Shown once, on the next page. */
    notices: {
      "session-ended-there": "That device is logged out.",
      "others-ended": "All other devices are logged out.",
    },
    /** The feature's row of the profile page. */
    onProfile: {
      term: "Sessions",
      value: "The devices where you are logged in",
      action: { text: "See and log out", hiddenText: "your devices" },
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
