// French texts for the development mailbox.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Messagerie de développement",
  intro:
    "Les emails sont conservés ici au lieu d’être envoyés. Cette page n’existe qu’en développement.",
  empty: "Pas encore d’email. Inscrivez-vous, et l’email sera ici un instant plus tard.",
  register: "Créer un compte",
  to: "À",
  sent: "Envoi",
  kind: "Type",
  code: "Code",
  links: "Liens dans cet email",
  asHtml: "Tel que les logiciels de messagerie l’affichent",
  asText: "En texte brut",
  back: "Tous les emails",
  refresh: "Actualiser",
  previews: {
    title: "Aperçu des e-mails",
    intro:
      "Tous les e-mails de ce site, avec des données d’exemple. Cette page n’existe qu’en développement.",
    subject: "Objet :",
    light: "Clair",
    dark: "Sombre",
    phone: "Sur un téléphone",
    text: "En texte brut",
    back: "Tous les aperçus",
  },
  wrongHost: {
    title: "La messagerie ne s’affiche pas sous ce nom",
    text: "Elle donne accès à des comptes : elle ne répond donc que sous le nom de l’URL de base et sous localhost. Ouvrez-la ici :",
  },
});
