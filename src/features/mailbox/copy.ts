// All texts for the development mailbox.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Development mailbox",
    intro: "Mails are captured here instead of being sent. This page exists in development only.",
    empty: "No mail yet. Register, and the mail is here a moment later.",
    register: "Create an account",
    to: "To",
    sent: "Sent",
    kind: "Kind",
    code: "Code",
    links: "Links in this mail",
    asHtml: "As mail programs show it",
    asText: "As plain text",
    back: "All mails",
    refresh: "Look again",
    previews: {
      title: "Mail previews",
      intro: "Every mail of this site, with sample data. This page exists in development only.",
      subject: "Subject:",
      light: "Light",
      dark: "Dark",
      phone: "On a phone",
      text: "As plain text",
      back: "All previews",
    },
    wrongHost: {
      title: "The mailbox is not shown under this name",
      text: "It opens doors, so it answers under the base URL's name and localhost only. Open it there:",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
