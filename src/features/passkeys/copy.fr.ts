// French texts for passkeys and security keys.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  mail: {
    added: {
      subject: "Une clé d’accès a été ajoutée à votre compte",
      preheader: "Si ce n’était pas vous, agissez maintenant.",
      text: "Le {time}, une clé d’accès ou une clé de sécurité a été ajoutée à votre compte avec {browser}. Elle fait désormais partie des moyens de se connecter.",
    },
    removed: {
      subject: "Une clé d’accès a été supprimée de votre compte",
      preheader: "Si ce n’était pas vous, agissez maintenant.",
      text: "Le {time}, une clé d’accès ou une clé de sécurité a été supprimée de votre compte avec {browser}. Tous les autres appareils ont été déconnectés.",
    },
    behind: {
      subject: "L’une de vos clés d’accès a peut-être été copiée",
      preheader:
        "Si vous ne l’avez pas transférée vers un autre gestionnaire de mots de passe, agissez maintenant.",
      text: "Le {time}, quelqu’un a utilisé l’une de vos clés d’accès ou de sécurité, avec {browser}. Elle compte ses utilisations, et le nombre était plus petit qu’avant. Cela arrive aussi quand vous la transférez vers un autre gestionnaire de mots de passe. Si vous ne l’avez pas fait, quelqu’un l’a peut-être copiée.",
    },
    reason:
      "Vous recevez cet email parce que vous devez savoir tout ce qui permet de se connecter à votre compte.",
  },
  auditActs: {
    "passkey-added": "Clé d’accès ajoutée",
    "passkey-removed": "Clé d’accès supprimée",
    "passkey-behind": "Utilisation d’une clé d’accès peut-être copiée",
  },
  /** Shown once, on the next page. */
  notices: {
    "passkey-added": "Votre clé d’accès est ajoutée.",
    "security-key-added": "Votre clé de sécurité est ajoutée.",
    "passkey-renamed": "Le nom est enregistré.",
    "passkey-removed": "La clé est supprimée.",
    "wrong-passkey":
      "Cette clé d’accès n’a pas fonctionné. Réessayez, ou choisissez un autre moyen.",
    "passkey-refused": "La clé n’a pas été ajoutée. Réessayez.",
    "passkey-taken": "La clé n’a pas été ajoutée, car elle l’avait déjà été.",
    "too-many-passkeys":
      "Vous avez atteint le nombre maximal de clés d’accès. Supprimez-en une avant d’en ajouter une autre.",
    "passkey-name-missing": "Saisissez un nom.",
    "passkey-required":
      "Une seconde étape est obligatoire sur ce site, et il s’agit de votre dernière. Ajoutez-en une autre avant de la supprimer.",
  },
  mailNames: {
    "passkey-added": "Clé d’accès ajoutée",
    "passkey-removed": "Clé d’accès supprimée",
    "passkey-behind": "Clé d’accès peut-être copiée",
  },
});
