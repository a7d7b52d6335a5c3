// What happened to a mail, in words for its reader.

import { catalogue } from "../../domain/catalogue.ts";
import { pages } from "./page-copy.ts";

export const copy = catalogue({
  en: {
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "mail-sent": "Mail sent",
      "mail-dead": "Mail could not be delivered",
      "mail-cancelled": "Mail not sent",
      "mail-retry": "Mail put off, to be tried again",
      "sending-held": "Held all mails and events",
      "sending-resumed": "Released mails and events",
    },
    pages,
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
