// What the operator is told about webhooks, and names for what was done with them.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    mail: {
      subject: "The webhook {name} was switched off",
      preheader: "Why, what is kept, and how to switch it on again.",
      failing:
        "Since {since}, {appName} could not deliver anything to the webhook {name}. So it was switched off.",
      gone: "On {since}, the receiver of the webhook {name} told {appName} that it wants no more webhooks (410 Gone). So it was switched off.",
      kept: "What the webhook misses is kept for 30 days and can be sent later. Everything else works as before.",
      look: "To see what the receiver answered, run",
      on: "To switch the webhook on again and send what it missed, run",
      reason:
        "You received this email because this is the operator's address in the site's settings. You get it once.",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "webhook-added": "Webhook added",
      "webhook-rotated": "New secret for a webhook",
      "webhook-off": "Webhook switched off",
      "webhook-on": "Webhook switched on",
      "webhook-removed": "Webhook removed",
    },
    acts: {
      refusals: {
        "already-off": "This webhook is off already.",
        "already-on": "This webhook is on already.",
      },
      off: {
        title: "Switch the webhook {name} off",
        text: "Nothing is sent to it from now on. What it misses is kept for 30 days.",
        button: "Switch off",
      },
      on: {
        title: "Switch the webhook {name} on",
        text: "Events are sent to it again from now on.",
        button: "Switch on",
        missed: "What it missed",
        replay: "Send it first",
        leave: "Do not send it",
      },
    },
    /** What each mail was about, for the page that shows users their own data. */
    mailNames: { "webhook-off": "A webhook was switched off" },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
