// German texts for accepting the terms of a site.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Nutzungsbedingungen zustimmen",
  first:
    "Um Ihr Konto zu nutzen, lesen Sie die Nutzungsbedingungen dieser Website und stimmen Sie ihnen zu.",
  changed:
    "Die Nutzungsbedingungen dieser Website haben sich geändert. Um fortzufahren, lesen Sie die neuen und stimmen Sie ihnen zu.",
  button: "Weiter",
  otherwise: {
    title: "Wenn Sie nicht zustimmen möchten",
    logOut: "Abmelden und später entscheiden",
    data: "Ihre Daten ansehen und herunterladen",
    deletion: "Ihr Konto löschen",
  },
  auditActs: {
    "terms-accepted": "Nutzungsbedingungen zugestimmt",
  },
});
