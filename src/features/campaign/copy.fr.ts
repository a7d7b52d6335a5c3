// French texts for asking imported people to confirm.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    subject: "Votre compte a été transféré : confirmez votre adresse email",
    preheader: "Le lien fonctionne jusqu’au {until}.",
    cause:
      "Le {date}, un compte a été créé avec cette adresse. Il vient d’être transféré vers le nouveau système de connexion de {app}.",
    ask: "L’adresse n’a jamais été confirmée. Veuillez confirmer qu’elle est bien à vous.",
    button: "Confirmer mon adresse",
    linkLives: "Le lien fonctionne jusqu’au {until}.",
    otherwise: "Si vous ne faites rien, rien ne change.",
    notMe: "Ce compte n’est pas le vôtre ? Supprimez-le",
    notMeCode: "La page de suppression demande ce code",
    reason: "Vous recevez cet email parce que cette adresse a été utilisée pour créer un compte.",
  },
  auditActs: {
    "campaign-started": "Demande de confirmation lancée auprès des personnes importées",
    "campaign-stopped": "Demande de confirmation arrêtée auprès des personnes importées",
    "campaign-resumed": "Demande de confirmation reprise auprès des personnes importées",
    "campaign-halted":
      "Demande de confirmation arrêtée auprès des personnes importées : trop d’emails sont revenus",
    "campaign-finished": "Demande de confirmation terminée auprès des personnes importées",
    "campaign-mailed": "Confirmation de l’adresse demandée par email après le transfert",
  },
  mailNames: {
    "confirm-moved": "Confirmation de votre adresse après le transfert de votre compte",
  },
});
