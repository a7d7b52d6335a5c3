// French texts for passkeys and security keys.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Vos clés d’accès",
  text: "Avec une clé d’accès, vous vous connectez grâce à votre empreinte, à votre visage ou au code de votre appareil, sans mot de passe.",
  none: "Vous n’avez pas encore de clé d’accès.",
  does: {
    "log-in": "Permet de se connecter sans mot de passe.",
    "second-step": "Seconde étape après le mot de passe.",
  },
  synced: "Synchronisée",
  oneDevice: "Un seul appareil",
  added: "Ajout {ago}",
  used: "dernière utilisation {ago}",
  unused: "jamais utilisée",
  change: "Renommer ou supprimer",
  quoted: "« {name} »",
  add: {
    title: "Ajouter une clé d’accès",
    name: "Nom",
    hint: "Par exemple, l’appareil sur lequel elle se trouve.",
    button: "Ajouter une clé d’accès",
    missing: "Ce navigateur ne peut pas ajouter de clé d’accès, ou ses scripts sont désactivés.",
  },
  key: {
    title: "Ajouter une clé de sécurité comme seconde étape",
    text: "Certaines clés de sécurité ne suffisent pas pour se connecter, mais peuvent servir de seconde étape. Votre mot de passe seul ne permettra alors plus de vous connecter.",
    button: "Ajouter une clé de sécurité",
    name: "Clé de sécurité",
  },
  back: "Revenir à votre profil",
  one: {
    added: "Ajout",
    used: "Dernière utilisation",
    unused: "Aucune",
    kind: "Utilité",
    kept: "Emplacement",
    keptSynced: "Sur tous les appareils qui partagent votre gestionnaire de mots de passe",
    keptHere: "Sur un seul appareil",
    name: "Nom",
    rename: "Enregistrer le nom",
    back: "Revenir à vos clés d’accès",
  },
  remove: {
    title: "Supprimer cette clé",
    left: "Vous pourrez encore vous connecter ainsi :",
    ways: {
      password: "Avec votre mot de passe",
      "password-and-code": "Avec votre mot de passe et un code de votre application",
      "password-and-recovery-code": "Avec votre mot de passe et un code de secours",
      "password-and-key": "Avec votre mot de passe et une clé de sécurité",
      reset:
        "Plus du tout. Un lien envoyé par email vous permettra de choisir un nouveau mot de passe.",
      passkey: "Avec votre clé d’accès « {name} »",
    },
    oneStep: "Une seule étape suffira alors pour se connecter.",
    required:
      "Une seconde étape est obligatoire sur ce site. Ajoutez-en une autre avant de supprimer celle-ci.",
    device:
      "Votre appareil peut continuer à la proposer tant que vous ne l’y avez pas supprimée aussi.",
    button: "Supprimer",
  },
  offer: {
    title: "Connectez-vous sans mot de passe la prochaine fois",
    text: "Votre appareil peut conserver une clé d’accès pour ce site. Votre empreinte, votre visage ou le code de votre appareil suffira alors pour vous connecter.",
    later:
      "Votre mot de passe reste valable. Vous pouvez ajouter des clés d’accès à tout moment depuis votre profil.",
    button: "Ajouter une clé d’accès",
    notNow: "Plus tard",
  },
  unknown: {
    title: "Cette clé d’accès n’a pas fonctionné",
    text: "Elle n’est associée à aucun compte sur ce site. Elle a peut-être été supprimée.",
    back: "Retour",
  },
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
  /** The feature's row of the profile page. */
  onProfile: {
    term: "Clés d’accès",
    value: "Se connecter sans mot de passe",
    action: { text: "Consulter et ajouter", hiddenText: "vos clés d’accès" },
  },
});
