// French texts of the pages for the site's staff.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { bulk } from "./bulk-copy.fr.ts";
import { audit, figures, lists, system } from "./reading-copy.fr.ts";

export const words = translation<typeof copy>()({
  onProfile: {
    term: "Console",
    value: "Les pages de l’équipe de ce site",
    action: { text: "Ouvrir", hiddenText: "la console" },
  },
  figure: "{number}",
  orMore: "{number} ou plus",
  audit,
  bulk,
  figures,
  system,
  lists,
  overview: {
    title: "Vue d’ensemble",
    sendingHeld:
      "Ce site n’envoie ni email ni événement : sa base de données a servi en dernier à une autre adresse, c’est peut-être une copie. La personne qui l’administre en décide avec la commande « postern mail release ».",
    heldBy:
      "Aucun email ni événement ne part : {actor} les retient depuis le {since}. Motif : {reason}",
    serverRefuses:
      "Le serveur de messagerie n’accepte plus d’email depuis le {since}. Ses derniers mots : {answer}",
    campaign: {
      running: "Les personnes importées reçoivent un email pour confirmer leur adresse.",
      stopped: "L’envoi des demandes de confirmation aux personnes importées est arrêté.",
      halted:
        "L’envoi des demandes de confirmation aux personnes importées s’est arrêté de lui-même : trop d’emails sont revenus.",
    },
    waiting: "Emails en attente",
    waitingSince: "{count}, le plus ancien depuis le {since}",
    parked: "Premiers emails à des inconnus, retenus faute de crédit",
    failed: "Emails en échec ces dernières 24 heures",
  },
  users: {
    title: "Utilisateurs",
    search: "Adresse ou identifiant",
    searchHint: "Le début de l’adresse, ou un identifiant entier",
    find: "Chercher",
    filter: "Filtrer",
    any: "Tous",
    address: "Adresse",
    state: "État",
    role: "Rôle",
    domain: "Domaine",
    registered: "Inscription",
    confirmed: "Confirmation",
    none: "Aucun utilisateur ne correspond.",
    noneYet: "Aucun parmi les plus récents. Les plus anciens n’ont pas encore été parcourus.",
    via: "Confirmation par",
    factor: "Second facteur",
    mail: "E-mail",
    vias: {
      link: "Lien",
      code: "Code",
      reset: "Réinitialisation du mot de passe",
      admin: "L’équipe",
      import: "Import",
    },
    factors: { yes: "Avec", no: "Sans" },
    mails: { suppressed: "Adresse bloquée" },
    states: {
      unconfirmed: "Non confirmé",
      confirmed: "Confirmé",
      disabled: "Suspendu",
      deleting: "Bientôt supprimé",
    },
  },
});
