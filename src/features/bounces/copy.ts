import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    wrongSecret: {
      title: "This is for mail servers",
      text: "Reports of bounced mails are taken from whoever sends the secret for bounces.",
    },
    /** Acts of the audit log, as the page with one's own data names them. */
    auditActs: {
      "mail-bounced": "Mail came back",
    },
  },
});
