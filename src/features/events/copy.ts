// What an operator did about events, in words.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      "events-retried": "Events told again",
    },
    pages: {
      title: "Events",
      receivers: "Who is told of events",
      receiver: "Receiver",
      types: "Events",
      all: "all",
      state: "State",
      any: "Any",
      filter: "Filter",
      act: "What you can do",
      noReceivers: "Nobody is told of events.",
      kinds: { handler: "handler", webhook: "webhook to {host}" },
      on: "Works",
      failing: "Fails since {since}",
      off: "Off since {since}",
      offWhy: {
        operator: "by an operator",
        gone: "its receiver said that it is gone",
        failing: "nothing but failures for days",
        "not-registered": "no process has this handler",
      },
      switchOff: "Switch off",
      switchOn: "Switch on",
      deliveries: "Events and what became of them",
      event: "Event",
      user: "User",
      said: "Last answer",
      none: "There are no such events.",
      noneYet: "None among the newest of these. Older ones have not been looked at yet.",
      filters: { waiting: "Waiting", delivered: "Delivered", dead: "Failed", missed: "Missed" },
      states: {
        waiting: "Waiting",
        sending: "Being sent",
        retry: "Put off, and tried again on {time}",
        delivered: "Delivered",
        dead: "Failed",
        missed: "Missed, while the webhook was off",
      },
      tries: { one: "{count} try", other: "{count} tries" },
      retry: {
        title: "Tell {receiver} again of {type}",
        text: "The event is sent again as soon as it is its turn, with the same id.",
        button: "Tell again",
      },
      over: "Only an event that failed or was missed can be told again.",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
