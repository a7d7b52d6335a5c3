// All texts of the newsletter.

import { catalogue } from "../../../src/extend.ts";

export const copy = catalogue({
  en: {
    title: "Our newsletter",
    text: "Once a month, about what you choose.",
    topic: "Topic",
    topicMissing: "Enter a topic.",
    ask: "Send the link",
    about: "You get the newsletter about {topic}.",
    stop: "Stop the newsletter",
    back: "Back to your profile",
    confirm: {
      title: "Get the newsletter",
      text: "It goes to {email}.",
      button: "Get the newsletter",
    },
    dead: {
      title: "This link cannot be used",
      text: "It was used, it is too old, or it was cut off. You can ask for another one.",
      again: "Ask again",
    },
    mail: {
      subject: "Confirm our newsletter",
      preheader: "The link works until {until}.",
      text: "On {time} somebody asked for our newsletter with this address.",
      button: "Get the newsletter",
      lifetime: "The link works until {until}. Without it you get nothing.",
      reason: "You received this email because our newsletter was asked for in your account.",
    },
    onProfile: {
      term: "Newsletter",
      value: "Once a month",
      action: { text: "See", hiddenText: "our newsletter" },
    },
    notices: {
      "newsletter-asked": "We sent you an email. Open its link to get the newsletter.",
      "newsletter-begun": "You get the newsletter from now on.",
      "newsletter-stopped": "You get no newsletter any more.",
    },
    auditActs: {
      "newsletter-asked": "Newsletter asked for",
      "newsletter-begun": "Newsletter begun",
      "newsletter-stopped": "Newsletter stopped",
    },
    mailNames: { newsletter: "Confirm the newsletter" },
  },
});
