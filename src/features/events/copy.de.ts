// German texts for what an operator did about events.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "events-retried": "Ereignisse erneut gemeldet",
  },
  pages: {
    title: "Ereignisse",
    receivers: "Wer Ereignisse erfährt",
    receiver: "Empfänger",
    types: "Ereignisse",
    all: "alle",
    state: "Zustand",
    any: "Alle",
    filter: "Filtern",
    act: "Was Sie tun können",
    noReceivers: "Niemand erfährt Ereignisse.",
    kinds: { handler: "Handler", webhook: "Webhook an {host}" },
    on: "In Ordnung",
    failing: "Scheitert seit {since}",
    off: "Abgeschaltet seit {since}",
    offWhy: {
      operator: "vom Team",
      gone: "der Empfänger meldete, dass es ihn nicht mehr gibt",
      failing: "seit Tagen nur Fehler",
      "not-registered": "kein Prozess hat diesen Handler",
    },
    switchOff: "Abschalten",
    switchOn: "Einschalten",
    deliveries: "Ereignisse und was aus ihnen wurde",
    event: "Ereignis",
    user: "Person",
    said: "Letzte Antwort",
    none: "Solche Ereignisse gibt es nicht.",
    noneYet: "Unter den neuesten ist keines. Ältere sind noch nicht durchgesehen.",
    filters: {
      waiting: "Wartet",
      delivered: "Zugestellt",
      dead: "Gescheitert",
      missed: "Verpasst",
    },
    states: {
      waiting: "Wartet",
      sending: "Wird gesendet",
      retry: "Zurückgestellt, nächster Versuch {time}",
      delivered: "Zugestellt",
      dead: "Gescheitert",
      missed: "Verpasst, während der Webhook abgeschaltet war",
    },
    tries: { one: "{count} Versuch", other: "{count} Versuche" },
    retry: {
      title: "{type} erneut an {receiver} melden",
      text: "Das Ereignis wird mit derselben ID erneut gesendet, sobald es an der Reihe ist.",
      button: "Erneut melden",
    },
    over: "Nur ein gescheitertes oder verpasstes Ereignis kann erneut gemeldet werden.",
  },
});
