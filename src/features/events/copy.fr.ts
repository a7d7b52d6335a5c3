// French texts for what an operator did about events.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "events-retried": "Événements signalés à nouveau",
  },
  pages: {
    title: "Événements",
    receivers: "Qui est informé des événements",
    receiver: "Destinataire",
    types: "Événements",
    all: "tous",
    state: "État",
    any: "Tous",
    filter: "Filtrer",
    act: "Ce que vous pouvez faire",
    noReceivers: "Personne n’est informé des événements.",
    kinds: { handler: "gestionnaire", webhook: "webhook vers {host}" },
    on: "Fonctionne",
    failing: "En échec depuis {since}",
    off: "Désactivé depuis {since}",
    offWhy: {
      operator: "par l’équipe",
      gone: "le destinataire a signalé qu’il n’existe plus",
      failing: "rien que des échecs depuis des jours",
      "not-registered": "aucun processus n’a ce gestionnaire",
    },
    switchOff: "Désactiver",
    switchOn: "Réactiver",
    deliveries: "Les événements et ce qu’ils sont devenus",
    event: "Événement",
    user: "Utilisateur",
    said: "Dernière réponse",
    none: "Aucun événement ne correspond.",
    noneYet: "Aucun parmi les plus récents. Les plus anciens n’ont pas encore été parcourus.",
    filters: { waiting: "En attente", delivered: "Transmis", dead: "En échec", missed: "Manqués" },
    states: {
      waiting: "En attente",
      sending: "En cours d’envoi",
      retry: "Reporté, prochain essai {time}",
      delivered: "Transmis",
      dead: "En échec",
      missed: "Manqué, le webhook étant désactivé",
    },
    tries: { one: "{count} essai", many: "{count} d’essais", other: "{count} essais" },
    retry: {
      title: "Signaler de nouveau {type} à {receiver}",
      text: "L’événement est renvoyé dès que vient son tour, avec le même identifiant.",
      button: "Signaler de nouveau",
    },
    over: "Seul un événement en échec ou manqué peut être signalé de nouveau.",
  },
});
