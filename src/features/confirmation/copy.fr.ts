// French texts for confirming and waiting.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  waiting: {
    title: "Consultez votre messagerie",
    weSent: "Nous avons envoyé un email à {email}",
    weWillSend: "Un email est en route vers {email}",
    open: "Ouvrez-le et appuyez sur {button}. Vous pouvez le faire sur n’importe quel appareil.",
    openLater:
      "Quand l’email sera arrivé, ouvrez-le et appuyez sur {button}. Vous pouvez le faire sur n’importe quel appareil.",
    movesOn: "Cette page passe automatiquement à la suite dès que vous avez confirmé.",
    stopped: "Cette page ne vérifie plus si vous avez confirmé.",
    checkAgain: "Vérifier de nouveau",
    done: "Adresse confirmée. Redirection vers {app}…",
    continueNow: "Continuer maintenant",
    haveConfirmed: "J’ai confirmé – continuer",
    openMailbox: "Ouvrir {name}",
    newTab: "(s’ouvre dans un nouvel onglet)",
    code: "Ou saisissez le code à 8 chiffres reçu par email",
    confirmWithCode: "Confirmer avec le code",
    didNotGet: "Je n’ai pas reçu l’email",
    lookInSpam:
      "Cela peut prendre quelques minutes. Regardez aussi dans les courriers indésirables (spams). L’expéditeur est {from}.",
    sendAgain: "Renvoyer l’email",
    upTo: "Vous pouvez le renvoyer {count} fois au maximum.",
    againIn: "Vous pourrez le renvoyer dans {wait}.",
    differentAddress: "Utiliser une autre adresse",
    newAddress: "Nouvelle adresse email",
    sendToThis: "Envoyer à cette adresse",
    cancel: "Annuler cette inscription",
    lifetime:
      "Le lien fonctionne jusqu’au {linkUntil}. Si vous ne faites rien, cette inscription sera supprimée le {removedOn}.",
    removed: "Si vous ne faites rien, cette inscription sera supprimée le {removedOn}.",
    slip: {
      question: "Vouliez-vous dire {address} ?",
      use: "Utiliser {address}",
      keep: "Garder {email}",
      waits:
        "Vous avez saisi {email}. Sans choix de votre part, notre email sera envoyé à cette adresse le {time}.",
      sent: "Nous avons écrit à {email}, l’adresse que vous avez saisie. Si c’est une faute de frappe, corrigez-la ici.",
      typed: "Vous avez saisi {email}. Si c’est une faute de frappe, corrigez-la ici.",
    },
    due: "Un email partira le {time} vers {email}",
    delayed:
      "Le serveur de messagerie du domaine {domain} nous demande d’attendre avant d’accepter notre email à {email}. Nous continuons d’essayer ; prochain essai le {nextTry}.",
    notYet:
      "Notre serveur de messagerie n’a pas encore pu envoyer notre email à {email}. C’est à nous de résoudre ce problème, vous n’avez rien à faire : nous continuons d’essayer, la prochaine fois le {nextTry}.",
    notDelivered:
      "Notre serveur de messagerie n’a pas pu remettre l’email à {email}. Votre adresse n’est pas forcément en cause. Renvoyez l’email, ou utilisez une autre adresse.",
    notSent: "Nous n’avons pas envoyé cet email. Renvoyez-le, ou utilisez une autre adresse.",
    lastNotSent:
      "Nous n’avons pas envoyé le dernier email que vous avez demandé. Le précédent fonctionne encore.",
    notSentBusy:
      "Nous n’avons pas envoyé cet email, en raison d’un nombre inhabituel d’inscriptions. Renvoyez-le, ou utilisez une autre adresse.",
    lastNotSentBusy:
      "Nous n’avons pas envoyé le dernier email que vous avez demandé, en raison d’un nombre inhabituel d’inscriptions. Le précédent fonctionne encore.",
    undeliverable: "Nous n’avons pas pu remettre l’email à {email}. {trouble} Vérifiez l’adresse.",
    suppressed:
      "Nous n’avons pas pu remettre l’email à {email}. Un email à cette adresse est revenu il y a peu. {trouble} Vérifiez l’adresse. Si elle est correcte, renvoyez l’email dans une heure.",
    troubles: {
      "no-mailbox":
        "Son serveur de messagerie répond que cette boîte n’existe pas ou qu’elle est fermée.",
      full: "Son serveur de messagerie répond que la boîte est pleine.",
      "no-domain": "Son domaine n’existe pas ou n’accepte pas d’emails.",
      closed:
        "Son serveur de messagerie répond que la boîte n’accepte que les emails de certains expéditeurs.",
      refused: "Son serveur de messagerie n’accepte pas d’emails pour cette adresse.",
    },
    busy: "Les inscriptions sont exceptionnellement nombreuses en ce moment, ce qui entraînera un retard. Nous enverrons l’email à {email} dès que possible.",
    stay: "Les emails des personnes qui restent sur cette page partent en premier, en général en quelques minutes. Si nous ne pouvons pas envoyer le vôtre dans les trois heures, cette page vous le dira, et vous pourrez le renvoyer.",
    reloads: "Cette page se recharge toutes les minutes.",
    stopReloading: "Ne plus recharger",
    held: "Nous ne pouvons envoyer aucun email pour le moment, ce qui entraînera un retard. Rien n’est perdu : l’email attend ici et partira automatiquement vers {email}. Vous n’avez rien à faire.",
    tooLate: "Nous n’avons pas pu envoyer l’email à temps. Renvoyez-le.",
    expired: "Le lien que nous avons envoyé a expiré. Renvoyez l’email pour en obtenir un nouveau.",
  },
  getMail: {
    title: "Recevoir un nouvel email de confirmation",
    email: "Adresse email",
    send: "Envoyer",
    ended:
      "Votre session est fermée dans ce navigateur. Si votre adresse a été confirmée entre-temps, par cette inscription ou par une autre, connectez-vous. Sinon, nous pouvons vous envoyer un nouvel email.",
    alreadyConfirmed: "Adresse déjà confirmée ?",
    logIn: "Se connecter",
    notRegistered: "Pas encore d’inscription, ou trop ancienne ?",
    register: "Créer un compte",
  },
  resend: {
    "too-soon": "Vous venez de le demander. Vous pourrez le renvoyer dans {wait}.",
    "too-many-mails":
      "Vous avez atteint la limite de {count} emails. Ouvrez le plus récent, ou inscrivez-vous de nouveau.",
    "not-waiting": "Cette inscription n’attend plus de confirmation.",
  },
  cancel: {
    title: "Annuler cette inscription ?",
    text: "L’inscription pour {email} sera supprimée, et le lien que nous avons envoyé ne fonctionnera plus.",
    button: "Annuler l’inscription",
    back: "Conserver l’inscription",
  },
  code: {
    "code-missing": "Saisissez le code",
    "code-format": "Le code doit comporter 8 chiffres",
    "wrong-code": "Ce code est incorrect. Vérifiez l’email le plus récent, ou renvoyez-le",
    "expired-code": "Ce code a expiré. Utilisez le lien dans l’email, ou renvoyez l’email",
    "dead-code": "Ce code ne fonctionne plus. Renvoyez l’email pour en obtenir un nouveau",
  },
  confirm: {
    confirming: "Confirmation de votre adresse",
    title: "Confirmez votre adresse email",
    button: "Confirmer mon adresse",
    registered: "{email} · inscription le {time}, depuis {browser}.",
    enterPassword: "Saisissez le mot de passe choisi à ce moment-là.",
    password: "Mot de passe",
    dontKnow: "Je n’ai pas ce mot de passe",
    orCode: "Ou, sur l’appareil utilisé pour l’inscription, saisissez le code reçu par email.",
    newPassword: "Choisir un nouveau mot de passe",
    newPasswordHint:
      "L’ancien mot de passe et les sessions ouvertes avec lui ne fonctionneront plus.",
    withNewPassword: "Confirmer avec le nouveau",
    notMe: "Je n’ai pas créé ce compte",
    oldLink: {
      text: "{app} a un nouveau système de connexion. Continuez pour y confirmer {email}.",
      button: "Continuer",
    },
    proofNeeded: "Saisissez le mot de passe de cette inscription, ou choisissez-en un nouveau",
    wrongPassword:
      "Ce n’est pas le mot de passe de cette inscription. Réessayez, ou choisissez-en un nouveau",
    noTriesLeft: "Trop de mots de passe incorrects. Choisissez plutôt un nouveau mot de passe",
  },
  confirmed: {
    title: "Votre adresse email est confirmée",
    loggedIn: "Votre session est ouverte avec le compte {email}.",
    loggedInHere: "Votre session est ouverte ici avec le compte {email}.",
    otherGoesOn:
      "Sur l’appareil utilisé pour l’inscription, la page passe automatiquement à la suite.",
    otherLoggedOut:
      "Tous les autres appareils qui utilisaient cette inscription ont été déconnectés.",
    continueTo: "Continuer vers {app}",
    asOther:
      "L’adresse {email} est confirmée. Dans ce navigateur, votre session est ouverte avec le compte {other}.",
    stayAs: "Continuer avec {other}",
    logInAs: "Se connecter avec {email}",
  },
  states: {
    "already-confirmed": {
      title: "Cette adresse est déjà confirmée",
      text: "L’adresse {email} a été confirmée le {time}. Il n’y a plus rien à faire.",
    },
    expired: {
      title: "Ce lien a expiré",
      text: "Il a été envoyé le {time} et a fonctionné pendant {lifetime}.",
      sendNew: "Envoyer un nouveau lien à {masked}",
    },
    replaced: {
      title: "Ce lien a été remplacé",
      text: "L’inscription a un lien plus récent, ou utilise maintenant une autre adresse. Ouvrez l’email le plus récent envoyé par {app}.",
    },
    disabled: {
      title: "Ce compte est suspendu",
      text: "Demandez à l’équipe du site de lever cette suspension.",
    },
    removed: {
      title: "Cette inscription a été supprimée",
      text: "Elle a été supprimée ou n’a pas été confirmée à temps.",
    },
    "address-taken": {
      title: "Cette adresse a déjà un compte",
      text: "L’adresse {email} a été confirmée entre-temps pour un autre compte.",
    },
    unknown: {
      title: "Nous ne reconnaissons pas ce lien",
      waits:
        "Votre logiciel de messagerie l’a peut-être coupé. Copiez le lien en entier, ou saisissez plutôt le code reçu par email.",
      nobody:
        "Votre logiciel de messagerie l’a peut-être coupé. Copiez le lien en entier, ou, sur l’appareil utilisé pour l’inscription, saisissez le code reçu par email.",
      confirmed:
        "Votre logiciel de messagerie l’a peut-être coupé. Si vous en avez besoin, copiez le lien en entier.",
    },
    goToLogin: "Se connecter",
    continue: "Continuer",
    register: "Créer un compte",
    reset: "Réinitialiser votre mot de passe",
    enterCode: "Saisir le code",
    getMail: "Recevoir un nouvel email",
    stopMail: "Ne plus recevoir ces emails",
  },
  notMe: {
    title: "Supprimer cette inscription ?",
    text: "Quelqu’un a utilisé {email} pour créer un compte sur {app} le {time}. Si ce n’était pas vous, supprimez cette inscription. Nous ne vous écrirons alors plus à son sujet.",
    sure: "Je n’ai pas créé ce compte",
    button: "Supprimer l’inscription",
    stopMail: "Arrêter aussi tous les emails de ce genre",
    back: "Revenir en arrière",
    done: "L’inscription est supprimée",
    doneText: "Plus personne ne peut l’utiliser, et nous ne vous écrirons plus à son sujet.",
  },
  mail: {
    subject: "Confirmez votre adresse email",
    againSubject: "Votre nouveau lien de confirmation ({clock})",
    preheader: "Avec un lien, et un code à saisir. Le lien fonctionne jusqu’au {until}.",
    againPreheader: "Avec un nouveau lien et un nouveau code.",
    cause:
      "Quelqu’un, vous sans doute, a créé un compte sur {app} avec cette adresse le {time}, depuis {browser}.",
    againCause: "Quelqu’un a redemandé cet email. Les liens précédents fonctionnent encore.",
    reminderSubject: "Votre adresse n’est pas encore confirmée",
    reminder:
      "Quelqu’un, vous sans doute, a créé un compte sur {app} avec cette adresse le {time}.",
    removed: "Si personne ne la confirme, l’inscription sera supprimée le {time}.",
    button: "Confirmer mon adresse",
    code: "Ou saisissez ce code sur la page restée ouverte",
    lifetimes: "Le code fonctionne pendant {code}, le lien jusqu’au {until}.",
    linkLives: "Le lien fonctionne jusqu’au {until}.",
    notMe: "Ce n’était pas vous ? Supprimez l’inscription",
    notMeCode: "La page de suppression demande ce code",
    reason: "Vous recevez cet email parce que cette adresse a été utilisée pour créer un compte.",
  },
  alreadyRegistered: {
    subject: "Vous avez déjà un compte",
    preheader: "Connectez-vous, ou choisissez un nouveau mot de passe.",
    cause:
      "Quelqu’un a demandé à créer un compte sur {app} avec cette adresse le {time}. Vous en avez déjà un, créé le {since}.",
    logIn: "Se connecter",
    reset: "Réinitialiser mon mot de passe",
    unchanged: "Si ce n’était pas vous, vous n’avez rien à faire : votre compte n’a pas changé.",
    reason: "Vous recevez cet email parce que cette adresse appartient à un compte.",
  },
  /** Names of audit log actions, for the page that shows users their own data. */
  auditActs: {
    "old-link-exchanged": "Lien de confirmation de l’ancien système ouvert",
    "registration-disowned": "Suppression d’une inscription faite par quelqu’un d’autre",
    "registration-removed": "Suppression de l’inscription, après la confirmation d’une autre",
    "confirmation-resent": "Nouvelle demande de l’email de confirmation",
    "confirmation-reminded": "Rappel par email de confirmer l’adresse",
    confirmed: "Confirmation de l’adresse",
  },
  /** Shown once, on the next page. */
  notices: {
    "already-confirmed": "Votre adresse est déjà confirmée.",
    "sent-again": "Nous renvoyons l’email. Les liens plus anciens fonctionnent encore.",
    "asked-again": "Si cette adresse est en attente de confirmation, un nouvel email est en route.",
    "address-changed":
      "Nous écrivons à la nouvelle adresse. Le lien envoyé à l’ancienne ne fonctionne plus.",
    "registration-cancelled": "L’inscription a été supprimée.",
  },
  /** What each mail was about, for the page that shows users their own data. */
  mailNames: {
    confirm: "Confirmation de votre adresse",
    "confirm-again": "Confirmation de votre adresse, nouvel envoi",
    "confirm-reminder": "Confirmation de votre adresse, rappel",
    "already-registered": "Compte déjà existant",
  },
});
