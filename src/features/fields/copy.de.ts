// German texts for the extra fields of a site on the profile.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Ihre Angaben",
  button: "Speichern",
  back: "Zurück zum Profil",
  auditActs: {
    "fields-changed": "Angaben geändert",
  },
  notices: {
    "fields-changed": "Ihre Angaben sind gespeichert.",
  },
  onProfile: {
    term: "Ihre Angaben",
    empty: "Noch nicht ausgefüllt",
    yes: "Ja",
    action: { text: "Ändern", hiddenText: "(Ihre Angaben)" },
  },
});
