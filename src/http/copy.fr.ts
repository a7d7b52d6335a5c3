// French texts that belong to no single feature: errors, doors, and notices that are shown once.

import { translation } from "../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  goHome: "Aller sur {app}",
  again: "Rouvrir la page",
  crossSite: {
    title: "Nous n’avons pas pu accepter ce formulaire",
    text: "Il ne provenait pas de ce site, ou la page est restée ouverte trop longtemps.",
  },
  otherName: {
    title: "Ouvrez ce site à sa propre adresse",
    text: "Vous l’avez ouvert à l’adresse {opened}. Ses formulaires ne fonctionnent qu’à l’adresse {baseUrl}. Rien n’a été modifié.",
    open: "L’ouvrir à cette adresse",
  },
  notFound: { title: "Page introuvable", text: "Si vous avez saisi l’adresse, vérifiez-la." },
  notAdmin: {
    title: "Cette page est réservée aux administrateurs",
    text: "Vous êtes connecté avec un compte qui n’a pas de droits d’administration.",
  },
  roleMissing: {
    title: "Cette page n’est pas ouverte à votre compte",
    text: "Vous êtes connecté avec un compte qui n’a pas le rôle nécessaire. Les responsables du site peuvent vous l’attribuer.",
  },
  wrongMethod: {
    title: "Cela n’est pas possible ici",
    text: "Cette adresse n’accepte pas ce type de requête.",
  },
  malformed: {
    title: "Nous n’avons pas pu lire ce formulaire",
    text: "Une partie de son contenu ne correspond pas à ce que cette page envoie. Rouvrez la page et recommencez la saisie.",
  },
  oddCursor: {
    title: "Nous n’avons pas trouvé cette partie de la liste",
    text: "L’adresse de cette page a été modifiée ou coupée.",
    again: "Revenir au début",
  },
  tooLarge: {
    title: "Contenu trop volumineux",
    text: "Cette page n’accepte pas autant de données.",
  },
  mediaType: {
    title: "Nous n’avons pas pu lire ce formulaire",
    text: "Envoyez-le au format application/x-www-form-urlencoded ou application/json, sans encodage du contenu.",
  },
  tooMany: {
    title: "Trop de tentatives",
    text: "Attendez jusqu’au {until}, puis réessayez.",
  },
  passwordPaused: {
    title: "Le mot de passe ne peut pas être utilisé ici pour le moment",
    text: "Trop de mots de passe incorrects ont été saisis pour cette adresse. Le mot de passe fonctionne encore dans les navigateurs qui ont déjà servi à se connecter avec elle. Partout ailleurs, il faut en choisir un nouveau : un email explique comment faire.",
    action: "Changer de mot de passe",
  },
  broken: {
    title: "Ce service rencontre un problème",
    text: "Réessayez dans quelques minutes. Référence : {reference}",
  },
  misused: {
    title: "Ce service rencontre un problème",
    text: "Rien n’a été modifié. La cause est la configuration de ce site. Pour ses développeurs :",
  },
  busy: {
    title: "Le service n’est pas disponible",
    text: "Trop de personnes l’utilisent en même temps, ou un élément dont il a besoin ne répond pas. Réessayez dans quelques secondes.",
  },
  loginNeeded: "Connectez-vous d’abord",
  confirmFirst: "Confirmez d’abord votre adresse email",
  passwordNeeded: "Saisissez d’abord à nouveau votre mot de passe",
  secondFactorNeeded: "Votre second facteur est nécessaire pour continuer.",
  secondFactorRequired: "Configurez d’abord la connexion en deux étapes",
  terms: {
    read: "Lire les conditions d’utilisation, version {version}",
    newTab: "(s’ouvre dans un nouvel onglet)",
    accept: "J’accepte les conditions d’utilisation",
    needed: "Acceptez d’abord les conditions d’utilisation",
    errors: {
      "terms-missing": "Cochez la case pour accepter les conditions d’utilisation",
      "terms-changed":
        "Les conditions d’utilisation ont changé depuis que vous avez ouvert cette page. Lisez les nouvelles et cochez la case pour les accepter",
    },
  },
  userFields: {
    missing: "Remplissez « {label} »",
    tooLong: "« {label} » est trop long",
    wrong: "Vérifiez « {label} »",
    optional: "{label} (facultatif)",
    choose: "Choisissez",
  },
  /** Shown once, on the next page. Features add their own. */
  notices: {
    "log-in-first": "Connectez-vous pour continuer.",
    "session-ended": "Votre session a pris fin. Connectez-vous pour continuer.",
    "confirm-first": "Confirmez votre adresse pour continuer.",
    "second-factor-required":
      "Ce site exige la connexion en deux étapes. Configurez-la pour continuer.",
  },
});
