// German texts about webhooks.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "Der Webhook {name} wurde abgeschaltet",
    preheader: "Warum, was aufbewahrt wird und wie Sie ihn wieder einschalten.",
    failing:
      "Seit {since} konnte {appName} an den Webhook {name} nichts zustellen. Deshalb wurde er abgeschaltet.",
    gone: "Am {since} hat der Empfänger des Webhooks {name} {appName} mitgeteilt, dass er keine Webhooks mehr möchte (410 Gone). Deshalb wurde er abgeschaltet.",
    kept: "Was der Webhook verpasst, wird 30 Tage lang aufbewahrt und kann später gesendet werden. Alles andere funktioniert wie bisher.",
    look: "Um zu sehen, was der Empfänger geantwortet hat, führen Sie diesen Befehl aus:",
    on: "Um den Webhook wieder einzuschalten und das Verpasste zu senden, führen Sie diesen Befehl aus:",
    reason:
      "Sie erhalten diese E-Mail, weil dies in den Einstellungen der Website die Adresse des Betreibers ist. Sie erhalten sie nur einmal.",
  },
  auditActs: {
    "webhook-added": "Webhook hinzugefügt",
    "webhook-rotated": "Neues Geheimnis für einen Webhook",
    "webhook-off": "Webhook abgeschaltet",
    "webhook-on": "Webhook eingeschaltet",
    "webhook-removed": "Webhook entfernt",
  },
  acts: {
    refusals: {
      "already-off": "Dieser Webhook ist schon abgeschaltet.",
      "already-on": "Dieser Webhook ist schon eingeschaltet.",
    },
    off: {
      title: "Den Webhook {name} abschalten",
      text: "Ab jetzt wird ihm nichts gesendet. Was er verpasst, wird 30 Tage aufgehoben.",
      button: "Abschalten",
    },
    on: {
      title: "Den Webhook {name} einschalten",
      text: "Ab jetzt werden ihm wieder Ereignisse gesendet.",
      button: "Einschalten",
      missed: "Was er verpasst hat",
      replay: "Zuerst senden",
      leave: "Nicht senden",
    },
  },
  mailNames: { "webhook-off": "Ein Webhook wurde abgeschaltet" },
});
