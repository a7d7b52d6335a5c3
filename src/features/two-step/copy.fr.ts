// French texts for logging in with two steps.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  overview: {
    title: "Connexion en deux étapes",
    text: "Avec la connexion en deux étapes, votre mot de passe ne suffit à personne pour se connecter. La seconde étape montre que c’est bien vous.",
    atLogin: {
      term: "À la connexion",
      one: "Votre mot de passe suffit",
      two: "Votre mot de passe, puis une seconde étape",
    },
    app: {
      term: "Application d’authentification",
      none: "Non configurée",
      notOffered: "Non proposée sur ce site",
      since: "Configurée le {date}",
      setUp: { text: "Configurer", hiddenText: "une application d’authentification" },
      remove: { text: "Retirer", hiddenText: "l’application d’authentification" },
      move: "Configurer l’application sur un autre téléphone",
    },
    codes: {
      term: "Codes de récupération",
      left: {
        one: "{count} code restant",
        many: "{count} de codes restants",
        other: "{count} codes restants",
      },
      make: {
        text: "En créer de nouveaux",
        hiddenText: "pour remplacer vos codes de récupération",
      },
    },
    few: {
      one: "Il vous reste {count} code de récupération. Créez-en de nouveaux avant d’en avoir besoin.",
      many: "Il vous reste {count} de codes de récupération. Créez-en de nouveaux avant d’en avoir besoin.",
      other:
        "Il vous reste {count} codes de récupération. Créez-en de nouveaux avant d’en avoir besoin.",
    },
    required:
      "Ce site exige la connexion en deux étapes. Configurez une application d’authentification pour continuer.",
    orPasskey: "Ajouter plutôt une clé d’accès",
    turnOnText:
      "Vous avez une clé d’accès, mais votre mot de passe suffit encore pour se connecter. Vous pouvez faire en sorte que la clé d’accès soit aussi demandée.",
    turnOn: "Activer la connexion en deux étapes",
    turnOffText:
      "Après votre mot de passe, nous demandons votre clé d’accès ou un code de récupération.",
    turnOff: "Désactiver la connexion en deux étapes",
    browsers: "Navigateurs mémorisés",
    browsersText: "Dans ces navigateurs, votre mot de passe suffit.",
    remembered: "Mémorisé {ago}",
    until: "jusqu’au {date}",
    from: "adresse IP {client}",
    forget: "Oublier",
    forgetThis: "{browser}, mémorisé le {on}",
    forgetThisNth: "{browser}, mémorisé le {on} ({nth})",
    forgetAll: "Oublier tous les navigateurs",
    back: "Revenir à votre profil",
  },
  app: {
    title: "Configurer une application d’authentification",
    moveTitle: "Configurer l’application sur un autre téléphone",
    move: "Dès que vous aurez saisi un code de l’autre téléphone, l’application de l’ancien ne fonctionnera plus pour ce compte.",
    what: "Une application d’authentification, sur votre téléphone, affiche un nouveau code toutes les 30 secondes. Vous en avez peut-être déjà une : beaucoup de gestionnaires de mots de passe le font aussi.",
    scan: "Scannez cette image avec une application d’authentification sur votre téléphone.",
    picture: "Code QR qui contient la clé ci-dessous",
    here: "Ouvrir dans une application de cet appareil",
    type: "Ou saisissez cette clé dans l’application :",
    code: "Code de l’application",
    hint: "6 chiffres. L’application en affiche de nouveaux toutes les 30 secondes.",
    button: "Continuer",
    cancel: "Annuler",
    errors: {
      "code-missing": "Saisissez le code de l’application",
      "wrong-code":
        "Ce code est incorrect. Essayez le suivant, et vérifiez que votre téléphone se met à l’heure automatiquement",
      "set-up-ended": "Cette configuration a pris fin. Scannez la nouvelle image",
    },
  },
  codes: {
    title: "Vos codes de récupération",
    once: "Ces codes ne s’affichent que maintenant. Imprimez cette page ou enregistrez les codes avant de continuer.",
    text: "Si vous ne pouvez pas utiliser votre téléphone, un code de récupération le remplace à la connexion. Chaque code fonctionne une fois.",
    replaces: {
      one: "Ces codes remplacent celui qui vous reste.",
      many: "Ces codes remplacent les {count} qui vous restent.",
      other: "Ces codes remplacent les {count} qui vous restent.",
    },
    list: "Codes de récupération",
    file: "Enregistrer les codes dans un fichier",
    fileName: "codes-de-recuperation.txt",
    fileTitle: "Codes de récupération de {email} pour {app}",
    fileText:
      "Chaque code fonctionne une fois, à la place d’un code de votre application d’authentification.",
    turnOn: "C’est enregistré. Activer la connexion en deux étapes",
    use: "C’est enregistré. Utiliser ces codes",
    cancel: "Annuler",
    ended:
      "Cette page n’était plus à jour. D’autres codes s’affichent maintenant. Enregistrez ceux-ci, puis confirmez ci-dessous",
  },
  remove: {
    title: "Retirer l’application d’authentification ?",
    text: "Votre mot de passe suffira alors pour se connecter. Vos codes de récupération ne fonctionneront plus.",
    unusable:
      "Vos clés d’accès vous seraient demandées, et ce site n’en accepte pas pour le moment. Supprimez d’abord vos clés d’accès, ou configurez l’application sur un autre téléphone.",
    textWithOthers: "Vos clés d’accès et vos codes de récupération continueront de fonctionner.",
    others: "Tous les autres appareils seront déconnectés, et tous les navigateurs oubliés.",
    button: "Retirer l’application",
    required:
      "Ce site exige la connexion en deux étapes. Vous pouvez plutôt configurer l’application sur un autre téléphone.",
    back: "Revenir à la connexion en deux étapes",
  },
  step: {
    title: "Saisissez un code",
    text: "Votre mot de passe est correct. Montrez maintenant que c’est bien vous.",
    again: "Vous allez effectuer un changement important.",
    code: "Code",
    hint: "Les 6 chiffres de votre application d’authentification, ou un code de récupération",
    remember: "Ne pas demander dans ce navigateur pendant {duration}",
    rememberHint: "Seulement si personne d’autre ne l’utilise.",
    button: "Se connecter",
    buttonAgain: "Continuer",
    lost: "Je ne peux utiliser ni l’application ni un code de récupération",
    leave: "Se déconnecter",
    clock:
      "Si les codes sont refusés à plusieurs reprises, vérifiez que votre téléphone se met à l’heure automatiquement.",
    errors: {
      "code-missing": "Saisissez un code",
      "wrong-code": "Ce code est incorrect",
      "code-used": "Ce code a déjà été utilisé. Attendez que l’application affiche le suivant",
    },
  },
  left: {
    title: "Vous avez utilisé un code de récupération",
    text: {
      one: "Il ne fonctionnera plus. Il vous reste {count} code de récupération.",
      many: "Il ne fonctionnera plus. Il vous reste {count} de codes de récupération.",
      other: "Il ne fonctionnera plus. Il vous reste {count} codes de récupération.",
    },
    make: "Créer de nouveaux codes de récupération",
    few: "Créez-en de nouveaux dès maintenant : sans code et sans téléphone, il faut des jours pour retrouver l’accès à votre compte.",
    continue: "Continuer",
  },
  mail: {
    on: {
      subject: "La connexion en deux étapes est configurée",
      preheader: "Si ce n’était pas vous, agissez sans attendre.",
      text: "Le {time}, la connexion en deux étapes a été configurée ou modifiée dans votre compte, avec {browser}. Pour se connecter avec le mot de passe, il faut maintenant aussi saisir un code ou utiliser une clé d’accès. Tous les autres appareils ont été déconnectés.",
    },
    off: {
      subject: "Une seconde étape a été retirée de votre compte",
      preheader: "Si ce n’était pas vous, agissez sans attendre.",
      text: "Le {time}, une application d’authentification a été retirée de votre compte, ou la connexion en deux étapes a été désactivée, avec {browser}. Votre mot de passe suffit peut-être maintenant pour se connecter. Tous les autres appareils ont été déconnectés.",
    },
    made: {
      subject: "Vous avez de nouveaux codes de récupération",
      preheader: "Si ce n’était pas vous, agissez sans attendre.",
      text: "Le {time}, de nouveaux codes de récupération ont été créés dans votre compte, avec {browser}. Les précédents ne fonctionnent plus.",
    },
    used: {
      subject: "Un code de récupération a été utilisé",
      preheader: "Si ce n’était pas vous, agissez sans attendre.",
      text: "Le {time}, quelqu’un a utilisé l’un de vos codes de récupération, avec {browser}. Chaque code fonctionne une fois.",
      left: {
        one: "Il vous reste {count} code de récupération.",
        many: "Il vous reste {count} de codes de récupération.",
        other: "Il vous reste {count} codes de récupération.",
      },
      few: "Créez-en de nouveaux avant d’en avoir besoin.",
      make: "Créer de nouveaux codes de récupération",
    },
    guessed: {
      subject: "Quelqu’un connaît votre mot de passe",
      preheader: "Cette personne essaie de deviner le code de votre seconde étape.",
      text: "Quelqu’un a saisi de nombreux codes incorrects après votre mot de passe, la dernière fois le {time}, avec {browser}. Aucun n’était le bon. Pour le moment, nous n’acceptons plus de codes des navigateurs que nous ne connaissons pas.",
      wasYou:
        "Si c’était vous, attendez un moment et réessayez. Vérifiez que votre téléphone se met à l’heure automatiquement.",
    },
    reason:
      "Vous recevez cet email parce que nous vous signalons tout changement de votre façon de vous connecter.",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "two-step-on": "Configuration de la connexion en deux étapes",
    "two-step-off": "Retrait ou désactivation d’une seconde étape",
    "recovery-codes-made": "Création de nouveaux codes de récupération",
    "recovery-code-used": "Utilisation d’un code de récupération",
    "codes-guessed": "Saisie de codes incorrects",
  },
  /** Shown once, on the next page. */
  notices: {
    "two-step-on":
      "La connexion en deux étapes est configurée. Tous les autres appareils ont été déconnectés.",
    "two-step-off":
      "Votre changement est enregistré. Tous les autres appareils ont été déconnectés.",
    "recovery-codes-made":
      "Vos nouveaux codes de récupération fonctionnent dès maintenant, et les précédents ne fonctionnent plus.",
    "browsers-forgotten": "Nous y demanderons de nouveau la seconde étape.",
    "set-up-cancelled": "Rien n’a été changé.",
  },
  /** The feature's row of the profile page. */
  onProfile: {
    term: "Connexion en deux étapes",
    on: "Activée",
    off: "Désactivée",
    action: { text: "Consulter et modifier", hiddenText: "la connexion en deux étapes" },
  },
  /** What each mail was about, for the page that shows users their own data. */
  mailNames: {
    "two-step-on": "Configuration de la connexion en deux étapes",
    "two-step-off": "Retrait d’une seconde étape",
    "recovery-codes-made": "Nouveaux codes de récupération",
    "recovery-code-used": "Utilisation d’un code de récupération",
    "codes-guessed": "Codes incorrects",
  },
});
