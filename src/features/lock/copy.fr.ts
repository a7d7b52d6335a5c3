// French texts for locking an account.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Verrouiller votre compte ?",
  text: "Cette page sert si quelqu’un d’autre a accès au compte de {email}. Dans ce cas :",
  means: [
    "Tout le monde est déconnecté, dans tous les navigateurs.",
    "Les clés d’accès, les applications d’authentification et les codes de récupération ajoutés au cours des 7 derniers jours sont supprimés. Les plus anciens restent.",
    "Le mot de passe ne fonctionne plus. Nous envoyons à l’adresse du compte un lien pour en choisir un nouveau.",
    "L’adresse du compte ne peut pas être changée pendant une semaine.",
  ],
  moved:
    "Le compte utilise maintenant une autre adresse. Pour le récupérer, utilisez, en plus ou à la place, le lien de l’email qui vous l’a annoncé.",
  button: "Verrouiller le compte",
  done: "Votre compte est verrouillé",
  doneText:
    "Tout le monde est déconnecté, et l’ancien mot de passe ne fonctionne plus. Nous avons envoyé à {email} un lien pour en choisir un nouveau.",
  doneMoved:
    "Tout le monde est déconnecté, et l’ancien mot de passe ne fonctionne plus. Le compte utilise une autre adresse, et nous y avons envoyé un lien pour choisir un nouveau mot de passe. Pour récupérer le compte, utilisez le lien de l’email qui vous a annoncé la nouvelle adresse.",
  states: {
    expired: {
      title: "Ce lien a expiré",
      text: "Si quelqu’un d’autre a accès à votre compte, choisissez un nouveau mot de passe.",
    },
    used: {
      title: "Ce lien a déjà été utilisé",
      text: "Le compte a été verrouillé. Pour vous connecter, choisissez un nouveau mot de passe.",
    },
    replaced: {
      title: "Ce lien a été remplacé",
      text: "Après cet email, le compte a été verrouillé ou récupéré avec un autre lien. Si quelqu’un d’autre y a accès, choisissez un nouveau mot de passe.",
    },
    removed: { title: "Ce lien ne fonctionne plus", text: "Le compte n’existe plus." },
    disabled: {
      title: "Ce compte est suspendu",
      text: "Demandez à l’équipe du site de lever cette suspension. Ce lien fonctionnera alors de nouveau, s’il n’a pas expiré entre-temps.",
    },
    unknown: {
      title: "Nous ne reconnaissons pas ce lien",
      text: "Votre logiciel de messagerie l’a peut-être coupé. Copiez le lien en entier.",
    },
    reset: "Changer de mot de passe",
  },
  auditActs: { "account-locked": "Verrouillage du compte" },
});
