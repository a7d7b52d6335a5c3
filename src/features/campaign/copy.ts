// Texts of the mail that asks imported people to confirm, and of what a campaign leaves in the audit log.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    mail: {
      subject: "Your account has moved: confirm your email address",
      preheader: "The link works until {until}.",
      cause:
        "On {date}, an account was created for this address. {app} has a new login now, and the account has moved there.",
      ask: "The address was never confirmed. Please confirm that it is yours.",
      button: "Confirm my address",
      linkLives: "The link works until {until}.",
      otherwise: "If you do nothing, nothing changes.",
      notMe: "Not your account? Remove it",
      notMeCode: "The page that removes it asks for this code",
      reason: "You received this email because this address was used to create an account.",
    },
    auditActs: {
      "campaign-started": "Started to ask imported people to confirm their addresses",
      "campaign-stopped": "Stopped asking imported people to confirm their addresses",
      "campaign-resumed": "Went on asking imported people to confirm their addresses",
      "campaign-halted":
        "Stopped asking imported people to confirm their addresses: too many emails came back",
      "campaign-finished": "Ended asking imported people to confirm their addresses",
      "campaign-mailed": "Asked by email to confirm the address after the move",
    },
    mailNames: { "confirm-moved": "Confirm your address, after the move of your account" },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
