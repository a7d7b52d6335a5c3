// French texts about webhooks.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "Le webhook {name} a été désactivé",
    preheader: "Pourquoi, ce qui est conservé et comment le réactiver.",
    failing:
      "Depuis le {since}, {appName} n’a rien pu transmettre au webhook {name}. Il a donc été désactivé.",
    gone: "Le {since}, le destinataire du webhook {name} a indiqué à {appName} qu’il ne veut plus de webhooks (410 Gone). Il a donc été désactivé.",
    kept: "Ce que le webhook manque est conservé pendant 30 jours et peut être envoyé plus tard. Tout le reste fonctionne comme avant.",
    look: "Pour voir ce que le destinataire a répondu, exécutez",
    on: "Pour réactiver le webhook et envoyer ce qu’il a manqué, exécutez",
    reason:
      "Vous recevez cet email parce que cette adresse est celle de l’exploitant dans les paramètres du site. Vous ne le recevez qu’une fois.",
  },
  auditActs: {
    "webhook-added": "Ajout d’un webhook",
    "webhook-rotated": "Nouveau secret pour un webhook",
    "webhook-off": "Désactivation d’un webhook",
    "webhook-on": "Réactivation d’un webhook",
    "webhook-removed": "Suppression d’un webhook",
  },
  acts: {
    refusals: {
      "already-off": "Ce webhook est déjà désactivé.",
      "already-on": "Ce webhook est déjà actif.",
    },
    off: {
      title: "Désactiver le webhook {name}",
      text: "Plus rien ne lui est envoyé. Ce qu’il manque est conservé 30 jours.",
      button: "Désactiver",
    },
    on: {
      title: "Réactiver le webhook {name}",
      text: "Les événements lui sont de nouveau envoyés.",
      button: "Réactiver",
      missed: "Ce qu’il a manqué",
      replay: "L’envoyer d’abord",
      leave: "Ne pas l’envoyer",
    },
  },
  mailNames: { "webhook-off": "Un webhook a été désactivé" },
});
