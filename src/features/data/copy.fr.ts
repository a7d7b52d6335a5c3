// French texts for the page with the user's own data.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Vos données",
  intro:
    "Voici ce que nous conservons à votre sujet, en commençant par le plus récent ; le fichier contient le tout. Votre mot de passe est conservé sous la forme d’une empreinte que personne ne peut lire.",
  download: "Télécharger en JSON",
  user: "Vous",
  language: "Langue",
  email: "Adresse email",
  registered: "Inscription",
  registeredWith: "Inscription depuis",
  confirmed: "Confirmation",
  notYet: "Pas encore",

  terms: { term: "Conditions acceptées", accepted: "Version {version}, le {date}" },
  twoSteps: { term: "Connexion en deux étapes", on: "Activée", off: "Désactivée" },
  codes: {
    term: "Codes de récupération",
    left: {
      one: "{count} code restant",
      many: "{count} de codes restants",
      other: "{count} codes restants",
    },
  },
  removal: { term: "Seconde étape", asked: "Suppression prévue le {date}, demandée le {asked}" },
  credentials: "Vos moyens de connexion",
  added: "Ajout",
  lastUsed: "Dernière utilisation",
  neverUsed: "Aucune",
  browsers: "Navigateurs mémorisés",
  until: "Jusqu’au",
  sessions: "Sessions",
  session: "{browser}, adresse IP {client}",
  allSessions: "Toutes les sessions",
  mails: "Emails qui vous sont destinés",
  newestMails: "Emails les plus récents",
  olderMails: "Emails plus anciens",
  acts: "Actions effectuées",
  newestActs: "Actions les plus récentes",
  olderActs: "Actions plus anciennes",
  when: "Quand",
  what: "Quoi",
  where: "Où",
  state: "État",
  by: "Par",
  back: "Revenir à votre profil",
  statesOfMails: {
    queued: "En attente d’envoi",
    sending: "En cours d’envoi",
    retry: "En attente d’un nouvel essai",
    sent: "Envoyé",
    dead: "Non distribué",
    cancelled: "Non envoyé",
  },
  namesOfActors: {
    user: "Vous",
    visitor: "Une personne non connectée",
    "mailbox-owner": "La personne qui lit votre messagerie",
    system: "Ce site",
  },
  /** Operators are not named here: who runs the command line does not concern the reader. */
  operator: "L’équipe du site",
  /** The feature's row of the profile page. */
  onProfile: {
    term: "Vos données",
    value: "Tout ce que nous conservons à votre sujet",
    action: { text: "Consulter et télécharger", hiddenText: "vos données" },
  },
});
