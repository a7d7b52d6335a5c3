// What became of a mail, as its reader is told.

import { catalogue } from "../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    /** Acts of the audit log, as the page with one's own data names them. */
    auditActs: {
      "mail-sent": "Mail sent",
      "mail-dead": "Mail could not be delivered",
      "mail-cancelled": "Mail not sent",
      "mail-retry": "Mail put off, to be tried again",
    },
  },
});
