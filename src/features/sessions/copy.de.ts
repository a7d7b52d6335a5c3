// German texts for the list of devices.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Wo Sie angemeldet sind",
  onlyHere: "Sie sind nur hier angemeldet.",
  thisDevice: "Dieses Gerät",
  loggedIn: "Angemeldet {ago}",
  lastUsed: "zuletzt verwendet {ago}",
  from: "von {client}",
  onShared: "auf einem gemeinsam genutzten Computer",
  end: "Abmelden",
  endThis: "({browser}, angemeldet am {loggedIn})",
  endThisNth: "({browser}, angemeldet am {loggedIn}, Nr. {nth})",
  endOthers: "Alle anderen abmelden",
  back: "Zurück zum Profil",
  auditActs: {
    "browsers-forgotten": "Gemerkte Browser vergessen",
    "session-ended": "Ein Gerät abgemeldet",
    "sessions-ended": "Alle Geräte abgemeldet",
    "other-sessions-ended": "Alle anderen Geräte abgemeldet",
  },
  notices: {
    "session-ended-there": "Das Gerät ist abgemeldet.",
    "others-ended": "Alle anderen Geräte sind abgemeldet.",
  },
  onProfile: {
    term: "Sitzungen",
    value: "Die Geräte, auf denen Sie angemeldet sind",
    action: { text: "Verwalten", hiddenText: "(Ihre Geräte)" },
  },
});
