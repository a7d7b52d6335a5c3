// French texts for registering.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Créer un compte",
  haveOne: "Vous en avez déjà un ?",
  logIn: "Se connecter",
  email: "Adresse email",
  emailHint:
    "Nous envoyons un lien à cette adresse pour la confirmer. Elle sert à vous connecter et à recevoir les messages concernant votre compte.",
  password: "Choisir un mot de passe",
  passwordHint:
    "Au moins {minLength} caractères. Quelques mots sans rapport entre eux conviennent bien.",
  didYouMean: "Vouliez-vous dire {address} ?",
  button: "Créer mon compte",
  terms: "En créant un compte, vous acceptez les {terms}.",
  termsLink: "conditions d’utilisation",
  loggedInAs: "Votre session est ouverte avec le compte {email}.",
  continueTo: "Continuer vers {app}",
  logOutFirst: "Se déconnecter et créer un autre compte",
  closed: {
    title: "Les inscriptions sont fermées",
    text: "Ce site n’accepte pas de nouveaux comptes pour le moment.",
  },
  /** Asked for while a site sends unusually many mails to people it does not know. */
  proof: {
    noScript:
      "Les inscriptions sont exceptionnellement nombreuses en ce moment. Sans JavaScript, l’email de confirmation pourra alors arriver jusqu’à {wait} plus tard, ou vous devrez peut-être le redemander.",
    working:
      "Les inscriptions sont exceptionnellement nombreuses en ce moment. Pour écarter les robots, votre navigateur effectue un petit calcul. Vous n’avez rien à faire.",
    progress: "Calcul en cours",
    waiting:
      "Un instant, s’il vous plaît. Votre compte sera créé dès que votre navigateur aura terminé le calcul, ou au plus tard après {patience}.",
    done: "Votre navigateur a terminé le calcul.",
    failed:
      "Votre navigateur n’a pas pu terminer le calcul. Vous pouvez tout de même créer un compte, mais l’email de confirmation pourra alors arriver jusqu’à {wait} plus tard, ou vous devrez peut-être le redemander.",
    /** What programs are told. */
    needed: {
      title: "Une preuve de travail est nécessaire",
      detail:
        "Trouvez le nombre de 0 à {most} pour lequel le SHA-256 de challenge.salt, suivi de ce nombre en chiffres décimaux, est égal à challenge.challenge en hexadécimal. Envoyez de nouveau la même requête dans l’heure, avec le sel suivi du nombre dans le champ « proof ». Chaque preuve vaut pour une seule inscription.",
    },
  },
  /** The operator's captcha, by the name of its provider. */
  captcha: {
    label: "Vérification anti-robot",
    hint: "Les inscriptions sont exceptionnellement nombreuses en ce moment : {provider} vérifie donc que vous n’êtes pas un robot. Si la vérification ne s’affiche pas, vous pouvez tout de même créer un compte, mais l’email de confirmation pourra alors arriver jusqu’à {wait} plus tard, ou vous devrez peut-être le redemander.",
    /** What programs are told. */
    needed:
      "Envoyez de nouveau la même requête avec un jeton de {provider} pour la clé de site captcha.siteKey dans le champ « captcha ». Chaque jeton vaut pour une seule inscription.",
  },
  emailErrors: {
    "email-missing": "Saisissez votre adresse email",
    "email-format": "Saisissez une adresse email au bon format, par exemple nom@example.com",
    "email-source-route":
      "Saisissez une adresse email sans % ni !, par exemple nom@example.com : des serveurs de messagerie peuvent lire ces signes comme un renvoi vers une autre adresse",
    "email-too-long": "L’adresse email doit comporter 254 caractères au maximum",
  },
  notAllowed: "Nous ne pouvons pas utiliser cette adresse ici. Saisissez une autre adresse email",
  notAllowedAskFor:
    "Nous ne pouvons pas utiliser cette adresse ici. Saisissez une autre adresse email, ou demandez de l’aide : {support}",
  notAllowedButMeant:
    "Nous ne pouvons pas utiliser cette adresse ici. Vouliez-vous dire {address} ?",
  passwordErrors: {
    "password-missing": "Saisissez un mot de passe",
    "password-too-short": "Le mot de passe doit comporter au moins {minLength} caractères",
    "password-too-long": "Le mot de passe doit comporter 256 caractères au maximum",
    "password-common":
      "Ce mot de passe figure sur une liste de mots de passe divulgués ou très courants. Choisissez-en un autre",
    "password-contains-address":
      "Le mot de passe ne doit contenir ni votre adresse email ni « {app} »",
    "password-forbidden-character":
      "Le mot de passe contient un caractère qui ne peut pas être saisi de nouveau. Choisissez un autre mot de passe",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    registered: "Inscription",
    "registration-address-changed": "Changement de l’adresse de l’inscription",
    "registration-cancelled": "Annulation de l’inscription",
    "registration-expired": "Suppression de l’inscription, faute de confirmation",
  },
});
