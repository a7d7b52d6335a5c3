// German texts for the home and the profile page.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  home: {
    title: "Willkommen bei {app}",
    anonymous: "Legen Sie ein Konto an oder melden Sie sich mit Ihrem vorhandenen Konto an.",
    closed: "Melden Sie sich an. Die Registrierung ist zurzeit geschlossen.",
    register: "Konto anlegen",
    logIn: "Anmelden",
    unconfirmed: "Sie sind angemeldet als {email}. Bestätigen Sie Ihre Adresse, um fortzufahren.",
    confirm: "Zur Warteseite",
    confirmed: "Sie sind angemeldet als {email}, und Ihre Adresse ist bestätigt.",
    profile: "Profil ansehen",
    grace:
      "Sie sind angemeldet als {email}. Bestätigen Sie Ihre Adresse bis zum {until}, um diese Website weiter zu nutzen.",
    forEver: "Sie sind angemeldet als {email}. Ihre Adresse ist noch nicht bestätigt.",
  },
  profile: {
    title: "Ihr Profil",
    confirmed: "Bestätigt",
    notYet: "Noch nicht bestätigt",
    registered: "Registriert",
    pending: "Bestätigen Sie {email}, um die Änderung Ihrer Adresse abzuschließen.",
    cancelPending: "Änderung abbrechen",
    losing:
      "Ihr zweiter Schritt soll am {date} entfernt werden. Jemand, der Ihr Passwort kennt und Ihr Postfach liest, hat angegeben, dass er nicht mehr möglich ist.",
    keepFactor: "Zweiten Schritt behalten",
  },
});
