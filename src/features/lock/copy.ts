// All texts for locking an account.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Lock your account?",
    text: "This is for when somebody else is in the account of {email}. Then:",
    means: [
      "Everybody is logged out, in every browser.",
      "Passkeys, authenticator apps and recovery codes that were added in the last 7 days are removed. Older ones stay.",
      "The password stops working. We send a link to choose a new one to the address of the account.",
      "For a week, the address of the account cannot be changed.",
    ],
    moved:
      "The account uses another address now. To take it back, use the link in the email that told you so, as well or instead.",
    button: "Lock the account",
    done: "Your account is locked",
    doneText:
      "Everybody is logged out, and the old password no longer works. We sent a link to {email}, with which you choose a new one.",
    doneMoved:
      "Everybody is logged out, and the old password no longer works. The account uses another address, and we sent a link to choose a new password there. To take the account back, use the link in the email that told you of the new address.",
    states: {
      expired: {
        title: "This link has expired",
        text: "If somebody else is in your account, choose a new password.",
      },
      used: {
        title: "This link was already used",
        text: "The account was locked. To log in, choose a new password.",
      },
      replaced: {
        title: "This link was replaced",
        text: "The account was locked or taken back by another link after this email. If somebody else is in it, choose a new password.",
      },
      removed: { title: "This link no longer works", text: "The account is gone." },
      disabled: {
        title: "This account is suspended",
        text: "Ask the people who run this site to lift that. Until it expires, this link works again as soon as they have.",
      },
      unknown: {
        title: "We do not recognise this link",
        text: "Your mail program may have cut it. Copy the whole link.",
      },
      reset: "Choose a new password",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: { "account-locked": "Account locked" },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
