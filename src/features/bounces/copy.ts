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
    suppressions: {
      title: "Suppressed addresses",
      text: "These addresses get no mail for now, because a mail to them came back or was marked as spam.",
      address: "Address",
      find: "Find",
      since: "Since",
      why: "Why",
      whys: { bounce: "It came back", complaint: "Marked as spam" },
      act: "What you can do",
      mail: "The mail",
      none: "No address is suppressed.",
      notThis: "This address is not suppressed.",
      lift: {
        title: "Allow mail to {email} again",
        text: "The next mail to this address is sent. Mails that failed in the meantime stay as they are: send them again afterwards.",
        button: "Allow mail again",
        short: "Allow again",
      },
      over: "This address is no longer suppressed.",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
