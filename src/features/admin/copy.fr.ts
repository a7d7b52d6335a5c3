// What operators do, in French words for the affected users.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";
import { userPages } from "./user-copy.fr.ts";
import { why } from "./why-copy.fr.ts";

export const words = translation<typeof copy>()({
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "factor-shown": "Second facteur présenté en ligne de commande",
    "factors-removed": "Seconds facteurs et clés d’accès supprimés",
    "user-created": "Création du compte",
    "admin-created": "Création du compte d’administrateur",
    promoted: "Attribution des droits d’administration",
    demoted: "Retrait des droits d’administration",
    "role-added": "Attribution d’un rôle",
    "role-removed": "Retrait d’un rôle",
    disabled: "Suspension du compte",
    enabled: "Fin de la suspension du compte",
    "looked-at": "Consulté par l’équipe du site",
    exported: "Fichier sur les utilisateurs exporté par l’équipe du site",
    "mail-retried": "Nouvel essai d’envoi d’un email",
    "suppression-lifted": "Autorisation de nouveaux emails vers l’adresse",
  },
  userPages,
  notices: { "staff-acted": "C’est fait, et noté dans le journal." },
  why,
  mailNames: { "factors-removed": "Seconds facteurs supprimés" },
  factorsRemoved: {
    subject: "Vos seconds facteurs ont été supprimés",
    preheader: "Un administrateur les a supprimés le {time}.",
    text: "Le {time}, un administrateur a supprimé les seconds facteurs et les clés d’accès de votre compte. Vous vous connectez avec votre mot de passe et pouvez les configurer à nouveau.",
    reason: "Vous recevez cet email parce que la connexion à votre compte a changé.",
  },
});
