// German texts for choosing a language.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Ihre Sprache",
  label: "Sprache",
  hint: "Für Ihre E-Mails und für diese Website, wo immer Sie sich anmelden.",
  button: "Speichern",
  back: "Zurück zum Profil",
  unknown: "Wählen Sie eine Sprache aus der Liste",
  auditActs: {
    "language-chosen": "Sprache gewählt",
  },
  notices: {
    "language-chosen": "Ihre Sprache ist gespeichert.",
  },
  onProfile: {
    term: "Sprache",
    none: "Noch nicht gewählt",
    action: { text: "Ändern", hiddenText: "(Ihre Sprache)" },
  },
});
