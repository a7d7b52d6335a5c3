// French texts for the list of devices.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Vos appareils connectés",
  onlyHere: "Aucun autre appareil n’est connecté.",
  thisDevice: "Cet appareil",
  loggedIn: "Connexion {ago}",
  lastUsed: "dernière utilisation {ago}",
  from: "adresse IP {client}",
  onShared: "sur un ordinateur partagé",
  end: "Déconnecter",
  endThis: "{browser}, connexion le {loggedIn}",
  endThisNth: "{browser}, connexion le {loggedIn} ({nth})",
  endOthers: "Déconnecter tous les autres",
  back: "Revenir à votre profil",
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "browsers-forgotten": "Navigateurs mémorisés oubliés",
    "session-ended": "Déconnexion d’un appareil",
    "sessions-ended": "Déconnexion de tous les appareils",
    "other-sessions-ended": "Déconnexion de tous les autres appareils",
  },
  /** Shown once, on the next page. */
  notices: {
    "session-ended-there": "L’appareil choisi est déconnecté.",
    "others-ended": "Tous les autres appareils sont déconnectés.",
  },
  /** The feature's row of the profile page. */
  onProfile: {
    term: "Sessions",
    value: "Vos appareils connectés",
    action: { text: "Consulter et déconnecter", hiddenText: "vos appareils" },
  },
});
