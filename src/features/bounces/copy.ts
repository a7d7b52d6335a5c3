import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    wrongSecret: {
      title: "This is for mail servers",
      text: "Reports of bounced mails are taken from whoever sends the secret for bounces.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "mail-bounced": "Mail came back",
      "mail-complained": "Mail marked as spam",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
