// French texts for whether the site is ready.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Service non prêt",
  ending: "Ce processus est sur le point de s’arrêter.",
  store: {
    unreachable: "Le stockage ne répond pas.",
    "read-only":
      "Le stockage refuse les écritures : c’est un serveur de secours, ou il est configuré en lecture seule.",
    full: "Le stockage n’a plus de place : lors de la dernière écriture, son disque ou sa mémoire n’avait plus d’espace libre.",
    busy: "Le stockage est trop sollicité : toutes les connexions sont utilisées ou attendent un verrou.",
    encoding: "Le stockage ne peut pas contenir tous les caractères : son encodage n’est pas UTF8.",
  },
  outbox:
    "Des emails devraient partir mais ne sont pas envoyés ; le plus ancien attend depuis {age}.",
  ready: "Service prêt, avec des points à vérifier",
  heldByOperator:
    "Un membre de l’équipe retient tous les emails et tous les événements depuis {since}. Voir : postern doctor.",
  warnings: {
    "clock-off":
      "L’horloge de cette machine diffère de celle de la base de données, que Postern utilise. Laissez NTP la régler.",
    "reads-wait": "Les lectures attendent : une table est verrouillée, ou le stockage est lent.",
    "writes-wait":
      "Les écritures qui mettent des emails en file attendent : une table est verrouillée, ou toutes les connexions sont utilisées.",
    "sending-held":
      "Aucun email ni événement n’est envoyé d’ici, car cette base de données servait jusqu’à présent une autre URL de base. Voir : postern doctor.",
    "events-dead":
      "Des événements n’ont pas pu être signalés à un gestionnaire ou à un webhook de ce site, et ne seront plus retentés. Voir : postern events list --state dead.",
    "proxy-not-trusted":
      "Un proxy qui n’est pas configuré comme proxy de confiance transmet des requêtes : toutes les personnes derrière lui partagent donc les limites d’un seul client. Indiquez son réseau dans POSTERN_TRUSTED_PROXIES (dans la bibliothèque, trustedProxies).",
    "one-client-refused":
      "Un même client est refusé sans cesse. Si c’est un proxy, indiquez son réseau dans POSTERN_TRUSTED_PROXIES (dans la bibliothèque, trustedProxies) ; si de nombreuses personnes partagent une même adresse, augmentez ses limites avec POSTERN_LIMITS.",
  },
});
